/** The options and the interfaces of signers. */

import { checkKeyPairId } from "../keys/keyPairId";
import type { HashAlgorithm, KeySource } from "../keys/keySource";
import { SignerError } from "../shared/errors";
import { type EpochSeconds, now as systemClock } from "../shared/time";
import type { SignedCookies } from "./cookies";
import type { Limits, ResourceOptions, UrlOptions } from "./grant";
import { checkOptions } from "./input/options";
import { type SignedGrant, toCookies } from "./signedGrant";
import type { SignedPolicy } from "./signedPolicy";

/** Options of a signer. */
export interface SignerOptions<Key extends KeySource = KeySource> {
  /** The key source. */
  readonly key: Key;
  /** The id of the CloudFront public key, `K…`. May be omitted when the key source knows it. */
  readonly keyPairId?: string;
  /** Default: SHA-256. CloudFront also accepts SHA-1; KMS signs SHA-256 only. */
  readonly hash?: HashAlgorithm;
  /** The longest validity of a grant in seconds. Default 604,800: seven days. */
  readonly maxLifetimeSeconds?: number;
  /** Whether each output is verified before it is returned. Default: unless NODE_ENV is "production". */
  readonly verify?: boolean;
  /** The clock, for tests. */
  readonly clock?: () => EpochSeconds;
}

/** Signs with any key. */
export interface Signer {
  /** Signs one URL and returns it with its query. */
  signUrl(options: UrlOptions): Promise<string>;
  /** Signs cookies for a URL or a pattern. */
  signCookies(options: ResourceOptions): Promise<SignedCookies>;
  /** Signs a pattern once, for `attach` to many URLs. */
  signPolicy(options: ResourceOptions): Promise<SignedPolicy>;
}

/** Signs synchronously, with a key in this process. */
export interface LocalSigner {
  signUrl(options: UrlOptions): string;
  signCookies(options: ResourceOptions): SignedCookies;
  signPolicy(options: ResourceOptions): SignedPolicy;
}

/** The checked options of a signer. */
export interface Settings {
  readonly hash: HashAlgorithm;
  readonly keyPairId: string | undefined;
  readonly verify: boolean;
  limits(): Limits;
}

const known: ReadonlySet<string> = new Set([
  "key",
  "keyPairId",
  "hash",
  "maxLifetimeSeconds",
  "verify",
  "clock",
]);
const sevenDays = 604_800;

/** Checks the options of a signer. */
export function checkSignerOptions(options: SignerOptions): Settings {
  checkOptions(options, known);
  const { key, hash = "sha256", maxLifetimeSeconds: longest = sevenDays, clock = systemClock } = options;
  if (!key.hashes.includes(hash)) {
    throw new SignerError("ERR_KEY_HASH", `${key.description} does not sign with ${hash}`, {
      field: "hash",
      remedy: `it signs with ${key.hashes.join(" and ")}`,
    });
  }
  if (!(longest > 0)) {
    throw new SignerError("ERR_TIME_INVALID", "maxLifetimeSeconds is not a positive number", {
      field: "maxLifetimeSeconds",
    });
  }
  return {
    hash,
    keyPairId: options.keyPairId === undefined ? undefined : checkKeyPairId(options.keyPairId),
    verify: options.verify ?? process.env.NODE_ENV !== "production",
    limits: () => ({ now: clock(), longest }),
  };
}

/** Returns the id to send: the option, or the one stored with the key. If they differ, no signature would verify. */
export function keyPairIdFor(settings: Settings, fromKey: string | undefined): string {
  const { keyPairId = fromKey } = settings;
  if (keyPairId === undefined) {
    throw new SignerError("ERR_KEY_PAIR_ID", "keyPairId is missing, and the key source has none", {
      field: "keyPairId",
    });
  }
  if (fromKey !== undefined && fromKey !== keyPairId) {
    throw new SignerError(
      "ERR_KEY_PAIR_ID",
      `keyPairId is ${keyPairId}, and the key is stored as ${fromKey}`,
      {
        field: "keyPairId",
        remedy: "leave keyPairId out: the id stored with the key changes with it",
      },
    );
  }
  return keyPairId;
}

/** Converts a signed grant to cookies. */
export function cookiesOf(grant: SignedGrant): SignedCookies {
  return { resource: grant.draft.resource, kind: grant.draft.kind, values: toCookies(grant) };
}

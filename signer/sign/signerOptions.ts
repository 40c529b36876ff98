/** What makes a signer, what a signer does, and the settings that both kinds of signer share. */

import type { HashAlgorithm, KeySource } from "../keys/keySource";
import { SignerError } from "../shared/errors";
import { type EpochSeconds, now as systemClock } from "../shared/time";
import type { SignedCookies } from "./cookies";
import type { Limits, ResourceOptions, UrlOptions } from "./grant";
import { checkKeyPairId } from "./input/keyPairId";
import { checkOptions } from "./input/options";
import type { SignedPolicy } from "./signedPolicy";
import { type Ticket, toCookies } from "./ticket";

/** What makes a signer. */
export interface SignerOptions<Key extends KeySource = KeySource> {
  /** Where signatures come from. */
  readonly key: Key;
  /** The id of the CloudFront public key, `K…`. May be left out when the key source knows it. */
  readonly keyPairId?: string;
  /** Default: SHA-256. CloudFront takes SHA-1 as well; KMS signs SHA-256 only. */
  readonly hash?: HashAlgorithm;
  /** How far ahead a grant may end, in seconds. Default 604,800: seven days. */
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
  /** Signs a pattern once, to be put behind many URLs with `attach`. */
  signPolicy(options: ResourceOptions): Promise<SignedPolicy>;
}

/** Signs at once, with a key in this process. */
export interface LocalSigner {
  signUrl(options: UrlOptions): string;
  signCookies(options: ResourceOptions): SignedCookies;
  signPolicy(options: ResourceOptions): SignedPolicy;
}

/** A signer's options, checked. */
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
export function settle(options: SignerOptions): Settings {
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

/** The id to send: the caller's, or the one kept with the key. Two that differ would yield URLs that nothing verifies. */
export function idFor(settings: Settings, fromKey: string | undefined): string {
  const { keyPairId = fromKey } = settings;
  if (keyPairId === undefined) {
    throw new SignerError("ERR_KEY_PAIR_ID", "keyPairId is missing, and the key source does not know it", {
      field: "keyPairId",
    });
  }
  if (fromKey !== undefined && fromKey !== keyPairId) {
    throw new SignerError(
      "ERR_KEY_PAIR_ID",
      `the key is kept as ${fromKey}, and keyPairId says ${keyPairId}`,
      {
        field: "keyPairId",
        remedy: "leave keyPairId out: the id that is kept with the key changes with it",
      },
    );
  }
  return keyPairId;
}

/** A ticket as cookies. */
export function cookiesOf(ticket: Ticket): SignedCookies {
  return { resource: ticket.draft.resource, kind: ticket.draft.kind, values: toCookies(ticket) };
}

/** The signer: URLs, cookies and reusable policies, from any key. */
import type { KeyObject } from "node:crypto";
import { awsSignerDoesRight, signWithAws } from "./awsSigner";
import type { SignedCookies } from "./cookies";
import { encodeForCloudFront } from "./encoding";
import { SignerError } from "./errors";
import {
  type Draft,
  draftResource,
  draftUrl,
  type Limits,
  type ResourceOptions,
  type UrlOptions,
} from "./grant";
import { checkKeyPairId } from "./input/keyPairId";
import { checkOptions } from "./input/options";
import { type HashAlgorithm, isLocalKey, type KeySource, type LocalKey } from "./keys/keySource";
import { checkSignedCookies, checkSignedUrl } from "./selfCheck";
import { type SignedPolicy, toSignedPolicy } from "./signedPolicy";
import { checkLength, type Ticket, toCookies, toQuery, withQuery } from "./ticket";
import { type EpochSeconds, now as systemClock } from "./time";

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

interface Settings {
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

function settle(options: SignerOptions): Settings {
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
function idFor(settings: Settings, fromKey: string | undefined): string {
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

function cookiesOf(ticket: Ticket): SignedCookies {
  return { resource: ticket.draft.resource, kind: ticket.draft.kind, values: toCookies(ticket) };
}

/**
 * Makes a signer for a key that is in this process: it signs without promises.
 *
 * @throws SignerError ERR_KEY_PAIR_ID, ERR_KEY_HASH, ERR_OPTION
 * @example
 * ```ts
 * const signer = createLocalSigner({ key: pemKey(pem), keyPairId: "K2JCJMDEHXQW5F" });
 * const url = signer.signUrl({
 *   url: "https://d111.cloudfront.net/premium/report.pdf",
 *   expires: epochSeconds(now() + 600),
 * });
 * ```
 */
export function createLocalSigner(options: SignerOptions<LocalKey>): LocalSigner {
  const settings = settle(options);
  const { key } = options;
  const id = idFor(settings, key.keyPairId);
  const toTicket = (draft: Draft): Ticket => ({
    draft,
    keyPairId: id,
    hash: settings.hash,
    signature: encodeForCloudFront(key.signNow(Buffer.from(draft.text), settings.hash)),
  });
  const signResource = (given: ResourceOptions, reusable: boolean): Ticket => {
    const limits = settings.limits();
    const ticket = toTicket(draftResource(given, limits, reusable));
    if (settings.verify) {
      checkSignedCookies(toCookies(ticket), ticket.draft, id, key.publicHalf, limits.now);
    }
    return ticket;
  };
  return {
    signUrl: (given) => {
      const limits = settings.limits();
      const draft = draftUrl(given, limits);
      const signed = awsSignerDoesRight(key, given.url)
        ? checkLength(signWithAws(given.url, draft, key, id, settings.hash))
        : withQuery(given.url, toQuery(toTicket(draft)));
      if (settings.verify) {
        checkSignedUrl(signed, draft, id, key.publicHalf, limits.now);
      }
      return signed;
    },
    signCookies: (given) => cookiesOf(signResource(given, false)),
    signPolicy: (given) => toSignedPolicy(signResource(given, true)),
  };
}

/**
 * Makes a signer for any key source.
 *
 * @throws SignerError ERR_KEY_PAIR_ID, ERR_KEY_HASH, ERR_OPTION
 * @example
 * ```ts
 * const signer = createSigner({ key: kmsKey({ keyId: arn }), keyPairId: "K2JCJMDEHXQW5F" });
 * const url = await signer.signUrl({
 *   url: "https://d111.cloudfront.net/premium/report.pdf",
 *   expires: epochSeconds(now() + 600),
 *   ip: "192.0.2.10",
 * });
 * ```
 */
export function createSigner(options: SignerOptions): Signer {
  const { key } = options;
  if (isLocalKey(key)) {
    const local = createLocalSigner({ ...options, key });
    return {
      signUrl: (given) => settled(() => local.signUrl(given)),
      signCookies: (given) => settled(() => local.signCookies(given)),
      signPolicy: (given) => settled(() => local.signPolicy(given)),
    };
  }
  return createRemoteSigner(options);
}

/** Turns a throw into a rejection, as callers of a promise expect. */
function settled<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(make());
  });
}

function createRemoteSigner(options: SignerOptions): Signer {
  const settings = settle(options);
  const { key } = options;
  const toTicket = async (draft: Draft): Promise<Ticket> => {
    const { signature, hash, keyPairId } = await key.sign(Buffer.from(draft.text), settings.hash);
    return { draft, keyPairId: idFor(settings, keyPairId), hash, signature: encodeForCloudFront(signature) };
  };
  const publicKey = async (): Promise<KeyObject | undefined> =>
    settings.verify ? key.publicKey?.() : undefined;
  const signResource = async (given: ResourceOptions, reusable: boolean): Promise<Ticket> => {
    const limits = settings.limits();
    const ticket = await toTicket(draftResource(given, limits, reusable));
    const check = await publicKey();
    if (check) {
      checkSignedCookies(toCookies(ticket), ticket.draft, ticket.keyPairId, check, limits.now);
    }
    return ticket;
  };
  return {
    signUrl: async (given) => {
      const limits = settings.limits();
      const ticket = await toTicket(draftUrl(given, limits));
      const signed = withQuery(given.url, toQuery(ticket));
      const check = await publicKey();
      if (check) {
        checkSignedUrl(signed, ticket.draft, ticket.keyPairId, check, limits.now);
      }
      return signed;
    },
    signCookies: async (given) => cookiesOf(await signResource(given, false)),
    signPolicy: async (given) => toSignedPolicy(await signResource(given, true)),
  };
}

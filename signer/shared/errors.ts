/** What went wrong, as one class with a stable code: callers switch on `code`, people read `message`. */

/** What a code is about: what the caller passed in, the key, an AWS service, or a defect in this library. */
export type ErrorKind = "input" | "key" | "service" | "defect";

const kinds = {
  ERR_OPTION: "input",
  ERR_URL_INVALID: "input",
  ERR_URL_FRAGMENT: "input",
  ERR_URL_USER: "input",
  ERR_URL_NOT_ENCODED: "input",
  ERR_URL_REWRITTEN: "input",
  ERR_URL_RESERVED: "input",
  ERR_URL_WILDCARD: "input",
  ERR_URL_TOO_LONG: "input",
  ERR_URL_NOT_COVERED: "input",
  ERR_RESOURCE_INVALID: "input",
  ERR_RESOURCE_TOO_WIDE: "input",
  ERR_TIME_INVALID: "input",
  ERR_TIME_MILLISECONDS: "input",
  ERR_TIME_PAST: "input",
  ERR_TIME_TOO_FAR: "input",
  ERR_TIME_ORDER: "input",
  ERR_IP_INVALID: "input",
  ERR_IP_V6: "input",
  ERR_IP_HOST_BITS: "input",
  ERR_IP_EVERYONE: "input",
  ERR_COOKIE_SCOPE: "input",
  ERR_DISTRIBUTION: "input",
  ERR_KEY_REFERENCE: "input",
  ERR_KEY_PAIR_ID: "input",
  ERR_KEY_HASH: "input",
  ERR_KEY_TYPE: "key",
  ERR_KEY_READ: "key",
  ERR_KEY_RETIRED: "key",
  ERR_PEM_INVALID: "key",
  ERR_PEM_NEWLINES: "key",
  ERR_PEM_ENCRYPTED: "key",
  ERR_PEM_PUBLIC: "key",
  ERR_PEM_PRIVATE: "key",
  ERR_PEM_PKCS1: "key",
  ERR_SERVICE: "service",
  ERR_SELF_CHECK: "defect",
} as const satisfies Record<string, ErrorKind>;

/** A stable name for one way in which signing or loading fails. */
export type ErrorCode = keyof typeof kinds;

/** Every code, for whoever handles them one by one. docs/reference/signer-errors.md has a heading for each. */
export const errorCodes = Object.keys(kinds) as readonly ErrorCode[];

/** What else a {@link SignerError} says. */
export interface ErrorDetails {
  /** The option or field that is wrong, in the words of the caller: `url`, `expires`, `behaviors[1].trustedKeys`. */
  readonly field?: string;
  /** What to do about it, one sentence. */
  readonly remedy?: string;
  /** The error underneath. */
  readonly cause?: unknown;
}

/**
 * The only error that this library throws on purpose. Messages never hold key material.
 *
 * @example
 * ```ts
 * try {
 *   await signer.signUrl({ url, expires });
 * } catch (error) {
 *   if (error instanceof SignerError && error.code === "ERR_TIME_PAST") { … }
 * }
 * ```
 */
export class SignerError extends Error {
  override readonly name = "SignerError";
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly field: string | undefined;
  readonly remedy: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.kind = kinds[code];
    this.field = details.field;
    this.remedy = details.remedy;
  }
}

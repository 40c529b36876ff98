/** The one error class of the signer: callers switch on its stable `code`, people read its `message`. */

/** The kind of a code: input of the caller, the key, an AWS service, or a defect in this library. */
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

/** The stable name of an error. */
export type ErrorCode = keyof typeof kinds;

/** All codes; docs/reference/signer-errors.md explains each. */
export const errorCodes = Object.keys(kinds) as readonly ErrorCode[];

/** Details of a {@link SignerError}. */
export interface ErrorDetails {
  /** The option or field that is wrong, by its name: `url`, `expires`, `behaviors[1].trustedKeys`. */
  readonly field?: string;
  /** How to fix it, in one sentence. */
  readonly remedy?: string;
  /** The underlying error. */
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

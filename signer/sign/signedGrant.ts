/** A signed grant, and its three forms: query, URL and cookies. */
import type { HashAlgorithm } from "../keys/keySource";
import { SignerError } from "../shared/errors";
import { longestUrl } from "../shared/limits";
import { encodeForCloudFront } from "./encoding";
import type { Draft } from "./grant";

/** A draft and its signature. */
export interface SignedGrant {
  readonly draft: Draft;
  readonly keyPairId: string;
  readonly hash: HashAlgorithm;
  /** In CloudFront's base64. */
  readonly signature: string;
}

/** Cookie values by name. */
export type CookieValues = Readonly<Partial<Record<CookieName, string>>>;

/** The names of signed cookies. */
export const cookieNames = [
  "CloudFront-Policy",
  "CloudFront-Expires",
  "CloudFront-Signature",
  "CloudFront-Key-Pair-Id",
  "CloudFront-Hash-Algorithm",
] as const;

/** The name of a signed cookie. */
export type CookieName = (typeof cookieNames)[number];

/** Returns the query parameters. SHA-1 is CloudFront's default, so only SHA-256 is named. */
export function toQuery({ draft, keyPairId, hash, signature }: SignedGrant): string {
  const first =
    draft.kind === "canned"
      ? `Expires=${draft.expires}`
      : `Policy=${encodeForCloudFront(Buffer.from(draft.text))}`;
  const last = hash === "sha256" ? "&Hash-Algorithm=SHA256" : "";
  return `${first}&Key-Pair-Id=${keyPairId}&Signature=${signature}${last}`;
}

/**
 * Refuses a signed URL that is too long for CloudFront.
 *
 * @throws SignerError ERR_URL_TOO_LONG
 */
export function checkLength(signed: string): string {
  if (signed.length > longestUrl) {
    throw new SignerError(
      "ERR_URL_TOO_LONG",
      `the signed URL has ${signed.length} bytes; CloudFront accepts ${longestUrl}`,
      {
        field: "url",
        remedy: "use signed cookies, or a shorter resource",
      },
    );
  }
  return signed;
}

/** Appends query parameters to a URL. @throws SignerError ERR_URL_TOO_LONG */
export function withQuery(url: string, query: string): string {
  return checkLength(`${url}${url.includes("?") ? "&" : "?"}${query}`);
}

/** Returns the three or four cookies. */
export function toCookies({ draft, keyPairId, hash, signature }: SignedGrant): CookieValues {
  return {
    ...(draft.kind === "canned"
      ? { "CloudFront-Expires": String(draft.expires) }
      : { "CloudFront-Policy": encodeForCloudFront(Buffer.from(draft.text)) }),
    "CloudFront-Signature": signature,
    "CloudFront-Key-Pair-Id": keyPairId,
    ...(hash === "sha256" ? { "CloudFront-Hash-Algorithm": "SHA256" } : {}),
  };
}

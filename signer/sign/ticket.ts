/** A signed grant, and the three shapes it travels in: a query, a URL, cookies. */

import type { HashAlgorithm } from "../keys/keySource";
import { SignerError } from "../shared/errors";
import { encodeForCloudFront } from "./encoding";
import type { Draft } from "./grant";
import { longestUrl } from "./input/url";

/** A draft with its signature. */
export interface Ticket {
  readonly draft: Draft;
  readonly keyPairId: string;
  readonly hash: HashAlgorithm;
  /** In CloudFront's base64. */
  readonly signature: string;
}

/** Cookie values by their names, ready for any framework's way to set cookies. */
export type CookieValues = Readonly<Partial<Record<CookieName, string>>>;

/** The names that CloudFront reads. */
export const cookieNames = [
  "CloudFront-Policy",
  "CloudFront-Expires",
  "CloudFront-Signature",
  "CloudFront-Key-Pair-Id",
  "CloudFront-Hash-Algorithm",
] as const;

/** One of the five. */
export type CookieName = (typeof cookieNames)[number];

/** What goes behind the URL's own query. SHA-1 is what CloudFront takes without a word, so only SHA-256 is named. */
export function toQuery({ draft, keyPairId, hash, signature }: Ticket): string {
  const first =
    draft.kind === "canned"
      ? `Expires=${draft.expires}`
      : `Policy=${encodeForCloudFront(Buffer.from(draft.text))}`;
  const last = hash === "sha256" ? "&Hash-Algorithm=SHA256" : "";
  return `${first}&Key-Pair-Id=${keyPairId}&Signature=${signature}${last}`;
}

/**
 * Refuses a signed URL that CloudFront would not take.
 *
 * @throws SignerError ERR_URL_TOO_LONG
 */
export function checkLength(signed: string): string {
  if (signed.length > longestUrl) {
    throw new SignerError(
      "ERR_URL_TOO_LONG",
      `the signed URL has ${signed.length} bytes; CloudFront takes ${longestUrl}`,
      {
        field: "url",
        remedy: "use signed cookies, or a shorter resource",
      },
    );
  }
  return signed;
}

/** Puts a query behind a URL. @throws SignerError ERR_URL_TOO_LONG */
export function withQuery(url: string, query: string): string {
  return checkLength(`${url}${url.includes("?") ? "&" : "?"}${query}`);
}

/** The three or four cookies. */
export function toCookies({ draft, keyPairId, hash, signature }: Ticket): CookieValues {
  return {
    ...(draft.kind === "canned"
      ? { "CloudFront-Expires": String(draft.expires) }
      : { "CloudFront-Policy": encodeForCloudFront(Buffer.from(draft.text)) }),
    "CloudFront-Signature": signature,
    "CloudFront-Key-Pair-Id": keyPairId,
    ...(hash === "sha256" ? { "CloudFront-Hash-Algorithm": "SHA256" } : {}),
  };
}

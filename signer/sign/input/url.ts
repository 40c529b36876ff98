/** The URLs that are signed: those that every client sends exactly as written. */
import { SignerError } from "../../shared/errors";
import { longestUrl } from "../../shared/limits";

/** Query parameters that are reserved for signed URLs. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-choosing-signed-urls-cookies.html */
const reserved = /^(?:Expires|Policy|Signature|Key-Pair-Id|Hash-Algorithm)$/;

/** A character that RFC 3986 does not allow, or a percent sign without two hex digits. */
const notEncoded = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]|%(?![0-9A-Fa-f]{2})/;

/** URLs that need no check but that `new URL()` leaves them unchanged. */
const plain = /^https?:\/\/[a-z0-9.-]+\/[A-Za-z0-9\-._~/]*$/;

function refuseReserved(query: string, field: string): void {
  for (const part of query.split("&")) {
    const end = part.indexOf("=");
    const name = decodeURIComponentOr(end === -1 ? part : part.slice(0, end));
    if (reserved.test(name)) {
      throw new SignerError("ERR_URL_RESERVED", `${field} already has the query parameter ${name}`, {
        field,
        remedy: "CloudFront reserves it for signatures and removes it: rename it, or sign the plain URL",
      });
    }
  }
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refuseBadCharacter(url: string, from: number, field: string): void {
  const found = notEncoded.exec(url.slice(from));
  if (!found) {
    return;
  }
  const [character] = found;
  const hint =
    character === "%"
      ? "write a literal % as %25"
      : character > "~"
        ? "percent-encode its UTF-8 bytes"
        : `write it as ${encodeURIComponent(character)}`;
  throw new SignerError(
    "ERR_URL_NOT_ENCODED",
    `${field} is not percent-encoded: ${JSON.stringify(character)} at position ${from + found.index}`,
    { field, remedy: `${hint}; what is signed must be what is sent, byte for byte` },
  );
}

/**
 * Checks a URL before it is signed and returns it unchanged.
 *
 * A canned signature covers the bytes of the request line. A browser, `fetch` or a proxy rewrites a URL that is not in
 * WHATWG normal form before sending it, and then the signature does not verify.
 *
 * @throws SignerError ERR_URL_INVALID, ERR_URL_FRAGMENT, ERR_URL_USER, ERR_URL_NOT_ENCODED, ERR_URL_REWRITTEN,
 *   ERR_URL_RESERVED, ERR_URL_TOO_LONG
 */
export function checkUrl(url: string, field = "url"): string {
  if (typeof (url as unknown) !== "string" || !/^https?:\/\/[^/]/i.test(url)) {
    throw new SignerError("ERR_URL_INVALID", `${field} is not an absolute http or https URL`, {
      field,
      remedy: "write it in full, for example https://members.example.com/premium/report.pdf",
    });
  }
  if (url.length > longestUrl) {
    throw new SignerError(
      "ERR_URL_TOO_LONG",
      `${field} has ${url.length} bytes; CloudFront accepts ${longestUrl}`,
      {
        field,
      },
    );
  }
  if (!plain.test(url)) {
    checkCharacters(url, field);
  }
  const href = hrefOf(url, field);
  if (href !== url) {
    throw new SignerError("ERR_URL_REWRITTEN", `${field} would be sent as ${href}`, {
      field,
      remedy: `sign it in that form: ${href}`,
    });
  }
  return url;
}

function checkCharacters(url: string, field: string): void {
  if (url.includes("#")) {
    throw new SignerError("ERR_URL_FRAGMENT", `${field} has a fragment, which is never sent`, {
      field,
      remedy: "remove it, and append it after signing if a page needs it",
    });
  }
  const authority = url.slice(url.indexOf("//") + 2).split(/[/?]/, 1)[0] ?? "";
  if (authority.includes("@")) {
    throw new SignerError(
      "ERR_URL_USER",
      `${field} has a user name or password, which is never sent in a URL`,
      {
        field,
      },
    );
  }
  refuseBadCharacter(url, url.indexOf("//") + 2 + authority.length, field);
  const query = url.indexOf("?");
  if (query !== -1) {
    refuseReserved(url.slice(query + 1), field);
  }
}

function hrefOf(url: string, field: string): string {
  try {
    return new URL(url).href;
  } catch (cause) {
    throw new SignerError("ERR_URL_INVALID", `${field} is not a URL: its host is not valid`, {
      field,
      cause,
    });
  }
}

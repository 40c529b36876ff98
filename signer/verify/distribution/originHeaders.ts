/** Custom headers that CloudFront adds to origin requests, such as the secret header. */
import type { Ruling } from "../ruling";
import { deny } from "../ruling";

/** Names that cannot be added. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html */
const forbidden = new Set(
  (
    "cache-control connection content-length cookie host if-match if-modified-since if-none-match if-range " +
    "if-unmodified-since max-forwards pragma proxy-authenticate proxy-authorization proxy-connection range " +
    "request-range te trailer transfer-encoding upgrade via x-real-ip"
  ).split(" "),
);

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$/;

/** Validates the name and value of a custom header; undefined when CloudFront accepts them. */
export function checkOriginHeader(name: string, value: string): Ruling | undefined {
  const lower = name.toLowerCase();
  if (!token.test(name) || forbidden.has(lower) || /^x-(?:amz|edge)-/.test(lower)) {
    return deny("BadRequest", "origin-header.name", `${name} cannot be added to origin requests`);
  }
  if (value.length > 1783) {
    return deny("BadRequest", "origin-header.limits", `the value of ${name} has ${value.length} bytes`);
  }
  return undefined;
}

/**
 * Returns the headers of the origin request: a custom header replaces the viewer's header of the same name.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
export function withOriginHeaders(
  viewer: Readonly<Record<string, string>>,
  custom: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const replaced = new Set(Object.keys(custom).map((name) => name.toLowerCase()));
  const kept = Object.entries(viewer).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...custom };
}

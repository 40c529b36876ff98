/** Reconstruct: what the request says was signed, from its raw bytes. */
import { isReserved } from "./credentials";
import type { ParsedRequest } from "./request";

/** The URL of a request without CloudFront's own parameters, in parts. */
export interface RequestedUrl {
  readonly scheme: "http" | "https";
  /** As sent. */
  readonly host: string;
  readonly path: string;
  /** What is left of the query, in its order; undefined when nothing is. */
  readonly query: string | undefined;
}

/** Takes CloudFront's own parameters out; everything else stays as it was sent. */
export function requestedUrl(request: ParsedRequest, escapedNames: boolean): RequestedUrl {
  const rest = request.parameters.filter((pair) => !isReserved(pair, escapedNames));
  const query = rest.map(({ raw }) => raw).join("&");
  return {
    scheme: request.scheme,
    host: request.host,
    path: request.path,
    query: query === "" ? undefined : query,
  };
}

/** Writes a requested URL as a Resource; another form of its host may take the place of the one that was sent. */
export function resourceOf({ scheme, host: sent, path, query }: RequestedUrl, host = sent): string {
  return query === undefined ? `${scheme}://${host}${path}` : `${scheme}://${host}${path}?${query}`;
}

/**
 * The spellings of a host that a Resource may be compared with: as sent, and, since AWS does not say whether case and
 * port count, in lower case and without the scheme's own port. One, for most requests.
 */
export function hostForms(scheme: "http" | "https", host: string): readonly string[] {
  const port = scheme === "https" ? ":443" : ":80";
  if (!/[A-Z]/.test(host) && !host.endsWith(port)) {
    return [host];
  }
  const plain = host.endsWith(port) ? host.slice(0, -port.length) : host;
  return [...new Set([host, host.toLowerCase(), plain, plain.toLowerCase()])];
}

const before = Buffer.from('{"Statement":[{"Resource":"');
const between = Buffer.from('","Condition":{"DateLessThan":{"AWS:EpochTime":');
const after = Buffer.from("}}}]}");

/**
 * The canned policy of a request: fixed text around its URL and its Expires value.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html
 */
export function cannedPolicyBytes(resource: string, expires: string): Buffer {
  return Buffer.concat([
    before,
    Buffer.from(resource, "latin1"),
    between,
    Buffer.from(expires, "latin1"),
    after,
  ]);
}

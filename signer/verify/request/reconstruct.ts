/** Reconstructs what was signed from the raw bytes of a request. */
import { isReserved } from "./credentials";
import type { ParsedRequest } from "./request";

/** The parts of a request's URL, without the reserved parameters. */
export interface RequestedUrl {
  readonly scheme: "http" | "https";
  /** As sent. */
  readonly host: string;
  readonly path: string;
  /** The rest of the query, in order; undefined where nothing is left. */
  readonly query: string | undefined;
}

/** Removes the reserved parameters; everything else stays as sent. */
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

/** Formats a requested URL as a Resource, with its host as sent or in another form. */
export function resourceOf({ scheme, host: sent, path, query }: RequestedUrl, host = sent): string {
  return query === undefined ? `${scheme}://${host}${path}` : `${scheme}://${host}${path}?${query}`;
}

/**
 * Returns the forms of a host that a Resource may be compared with: as sent and, since AWS does not document whether case
 * and port matter, in lower case and without the default port. Usually there is one.
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
 * Returns the canned policy of a request: fixed text around its URL and its Expires value.
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

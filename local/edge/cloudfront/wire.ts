/** Refuses requests that are too large or that two parsers could read differently. */
import { type HeaderList, valuesOf } from "../headers";

/** Why a request is refused before it is read further. */
export interface WireProblem {
  readonly status: 400 | 403 | 413;
  /** One sentence, for the inspector. */
  readonly detail: string;
}

/** The raw request. */
export interface WireRequest {
  readonly method: string;
  readonly scheme: "http" | "https";
  /** The request target as sent. */
  readonly target: string;
  readonly httpVersion: string;
  readonly headers: HeaderList;
}

/**
 * The longest URL, scheme and host included. Bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const longestUrl = 8192;

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const host = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/;

function headerProblem({ headers, httpVersion }: Omit<WireRequest, "scheme">): string | undefined {
  if (httpVersion !== "1.1" && httpVersion !== "1.0") {
    return `HTTP/${httpVersion} is not spoken here`;
  }
  // node decodes one byte to one character; a line break inside a value is a folded line, which RFC 9112 lets servers
  // refuse.
  const bad = headers.find(([name, value]) => !token.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value));
  if (bad !== undefined) {
    return `header ${JSON.stringify(bad[0])} is not written as a header`;
  }
  const hosts = valuesOf(headers, "host");
  if (hosts.length !== 1) {
    return `${hosts.length} Host headers`;
  }
  return host.test(hosts[0] ?? "") ? undefined : "the Host header is not a host";
}

/** @see https://www.rfc-editor.org/rfc/rfc9112#section-6.3 */
function framingProblem({ headers, httpVersion }: Omit<WireRequest, "scheme">): string | undefined {
  const lengths = valuesOf(headers, "content-length");
  const codings = valuesOf(headers, "transfer-encoding");
  if (lengths.length > 1) {
    return "more than one Content-Length";
  }
  if (lengths.length === 1 && !/^[0-9]{1,15}$/.test(lengths[0] ?? "")) {
    return "Content-Length is not a number";
  }
  if (codings.length > 0 && lengths.length > 0) {
    return "Content-Length beside Transfer-Encoding";
  }
  if (codings.length > 1 || (codings.length === 1 && codings[0]?.toLowerCase() !== "chunked")) {
    return "Transfer-Encoding is not chunked alone";
  }
  return codings.length > 0 && httpVersion === "1.0" ? "Transfer-Encoding in HTTP/1.0" : undefined;
}

function targetProblem(target: string): string | undefined {
  if (!target.startsWith("/")) {
    return "the request target does not begin with a slash";
  }
  // node decodes one byte to one character.
  return /[^\x21-\xff]|[\x7f#]/.test(target) ? "the request target holds bytes that no URL can" : undefined;
}

/** Returns whether a request has a body. */
export function hasBody(headers: HeaderList): boolean {
  const [length] = valuesOf(headers, "content-length");
  return valuesOf(headers, "transfer-encoding").length > 0 || (length !== undefined && Number(length) > 0);
}

/** Explains why a request is ambiguous; undefined for a sound one. */
export function unsafeReason(request: Omit<WireRequest, "scheme">): string | undefined {
  return headerProblem(request) ?? framingProblem(request) ?? targetProblem(request.target);
}

/** Explains why a viewer's request is refused; undefined for a sound one. */
export function wireProblem(request: WireRequest): WireProblem | undefined {
  const unsafe = unsafeReason(request);
  if (unsafe !== undefined) {
    return { status: 400, detail: unsafe };
  }
  const [name = ""] = valuesOf(request.headers, "host");
  const length = request.scheme.length + "://".length + name.length + request.target.length;
  if (length > longestUrl) {
    return { status: 413, detail: `the URL has ${length} bytes; ${longestUrl} are taken` };
  }
  // Written on the page "Request and response behavior for custom origins", "GET requests that include a body".
  return request.method === "GET" && hasBody(request.headers)
    ? { status: 403, detail: "a GET request with a body" }
    : undefined;
}

/** Parses a request as it came over the wire; nothing is decoded. */
import { longestUrl } from "../../shared/limits";
import { deny, open, type Ruling } from "../ruling";

/** A viewer's request. One character is one byte, as in `node:http`. */
export interface ViewerRequest {
  readonly method: string;
  readonly scheme: "http" | "https";
  /** The Host header or `:authority`, as sent. */
  readonly host: string;
  /** The raw request target: path and query, nothing decoded. */
  readonly target: string;
  /** The Cookie header or headers. */
  readonly cookie?: string | readonly string[] | undefined;
  /** Default "1.1". */
  readonly httpVersion?: string | undefined;
}

/** A name and a value, as sent; `raw` is both. */
export interface Pair {
  readonly name: string;
  readonly value: string;
  readonly raw: string;
}

/** The parts of a request. */
export interface ParsedRequest {
  readonly method: string;
  readonly scheme: "http" | "https";
  readonly host: string;
  /** Raw path, from the first slash to the first question mark. */
  readonly path: string;
  /** Raw query after the first question mark; undefined without one. */
  readonly query: string | undefined;
  readonly parameters: readonly Pair[];
  readonly cookies: readonly Pair[];
  readonly httpVersion: string;
}

/** Bytes that are not valid in a request line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const impossible = /[^\x21-\xff]|\x7f/;

function toPair(raw: string, separator: string): Pair {
  const end = raw.indexOf(separator);
  return end === -1
    ? { name: raw, value: "", raw }
    : { name: raw.slice(0, end), value: raw.slice(end + 1), raw };
}

const isBlank = (text: string, at: number): boolean => text[at] === " " || text[at] === "\t";

/** Removes spaces and tabs at both ends. Other white space, such as a byte of 0xA0, is part of the value. */
function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text, start)) {
    start += 1;
  }
  while (end > start && isBlank(text, end - 1)) {
    end -= 1;
  }
  return text.slice(start, end);
}

/** Splits a Cookie header as RFC 6265 section 5.4 joins it; empty parts are ignored. */
function parseCookies(header: string | readonly string[] | undefined): readonly Pair[] {
  if (header === undefined) {
    return [];
  }
  const text = typeof header === "string" ? header : header.join(";");
  return text
    .split(";")
    .map(trimBlanks)
    .filter((part) => part !== "")
    .map((part) => toPair(part, "="));
}

/**
 * Parses a request.
 *
 * @returns the parts, or the ruling on a malformed request
 */
export function parseRequest(request: ViewerRequest): ParsedRequest | Ruling {
  const { target, host } = request;
  if (host === "" || impossible.test(host) || impossible.test(target)) {
    return deny(
      "BadRequest",
      "request.target",
      "the target or the host has bytes that are not valid in a request line",
    );
  }
  if (!target.startsWith("/")) {
    return open("BadRequest", "request.target", "the target does not start with a slash");
  }
  const length = request.scheme.length + 3 + host.length + target.length;
  if (length > longestUrl) {
    return deny("UrlTooLong", "request.length", `the URL has ${length} bytes`);
  }
  const start = target.indexOf("?");
  const query = start === -1 ? undefined : target.slice(start + 1);
  return {
    method: request.method.toUpperCase(),
    scheme: request.scheme,
    host,
    path: start === -1 ? target : target.slice(0, start),
    query,
    parameters: query === undefined ? [] : query.split("&").map((part) => toPair(part, "=")),
    cookies: parseCookies(request.cookie),
    httpVersion: request.httpVersion ?? "1.1",
  };
}

/**
 * Creates the request for a URL as it is written, without the normalisation of `new URL()`.
 *
 * @returns undefined unless it is an absolute http or https URL
 * @example
 * ```ts
 * requestFromUrl("https://d111.cloudfront.net/a/../b?x=1")?.target; // "/a/../b?x=1"
 * ```
 */
export function requestFromUrl(
  url: string,
  rest: { readonly method?: string; readonly cookie?: string } = {},
): ViewerRequest | undefined {
  const found = /^(https?):\/\/([^/?#]+)([^#]*)/i.exec(url);
  if (!found) {
    return undefined;
  }
  const [, scheme = "", host = "", afterHost = ""] = found;
  // A client sends UTF-8 bytes for characters beyond ASCII, and "/" for an empty path.
  const bytes = Buffer.from(afterHost, "utf8").toString("latin1");
  return {
    method: rest.method ?? "GET",
    scheme: scheme.toLowerCase() as "http" | "https",
    host,
    target: bytes.startsWith("/") ? bytes : `/${bytes}`,
    cookie: rest.cookie,
  };
}

/** The table of hostile requests: what is sent, where, and what is right. */
import { host, plays } from "./devSite";
import { request } from "./raw";

/** A row of the table: what is sent, where, and the statuses that are right. 0 is a connection that was cut. */
export interface Row {
  readonly name: string;
  readonly bytes: string;
  readonly listener?: "https" | "http" | "balancer" | "instance";
  readonly from?: string;
  readonly expect: readonly number[];
}

/** A GET of the site's own host. */
export const get = (target: string, ...lines: string[]): string => request("GET", target, host, ...lines);
/** One row. */
export const row = (name: string, bytes: string, ...expect: number[]): Row => ({ name, bytes, expect });
const path = (target: string, ...expect: number[]): Row => row(`GET ${target}`, get(target), ...expect);

/** What arrives at the public port is answered there: 400 or 404, and a 404 is what it is. */
export const spellings: readonly Row[] = [
  path("/premium/x", 403),
  path("/secure/", 403),
  path("/downloads/a.zip", 403),
  path("/premium", 404),
  path("/premium%2Fx", 400),
  path("/premium%2fx", 400),
  path("/%70remium/x", 403),
  path("/p%72emium/%78", 403),
  path("/.%2fpremium/x", 400, 403),
  path("/./premium/x", 403),
  path("/%2e/premium/x", 403),
  path("//premium/x", 403),
  path("///premium///x", 403),
  path("/x/../premium/x", 403),
  path("/x/%2e%2e/premium/x", 403),
  path("/x/.%2e/premium/x", 403),
  path("/x/..%2fpremium/x", 400),
  path("/premium/../premium/x", 403),
  path("/error-pages/../premium/x", 403),
  path("/error-pages/%2e%2e/premium/x", 403),
  path("/error-pages/..%2fpremium/x", 403),
  path("/error-pages//../../premium/x", 403),
  path("/Premium/x", 404),
  path("/PREMIUM/X", 404),
  path("/premium;a=b/x", 400),
  path("/;/premium/x", 400),
  path("/..;/premium/x", 400),
  path("/premium\\x", 400),
  path("/premium%5Cx", 400),
  path("/premium%00/x", 400),
  path("/premium%252Fx", 400),
  path("/%2570remium/x", 400),
  path("/premium/x#", 400),
  path("/premium\xef\xbc\x8fx", 400, 404),
];

const targets: readonly Row[] = [
  row("absolute-form target", get(`http://${host}/premium/x`), 400),
  row("absolute-form target of another host", get("https://evil.example.org/premium/x"), 400),
  row("target without a slash", get("premium/x"), 400),
  row("OPTIONS *", request("OPTIONS", "*", host), 400),
  row("CONNECT", request("CONNECT", `${host}:443`, host), 0, 400),
  row("TRACE", request("TRACE", "/premium/x", host), 403),
  row("an invented method", request("PURGE", "/", host), 400, 403),
  row("HTTP/0.9", "GET /premium/x\r\n\r\n", 400),
  row("HTTP/2 without having agreed on it", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
  row("two versions in the request line", get("/premium/x HTTP/1.1"), 400),
  row("a URL of more than 8,192 bytes", get(`/premium/${"a".repeat(8200)}`), 413),
  row("headers of more than 32,768 bytes", get("/", `X-Long: ${"a".repeat(40_000)}`), 413),
];

const hosts: readonly Row[] = [
  row("no Host", "GET /premium/x HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
  row("HTTP/1.0 without a Host", "GET / HTTP/1.0\r\n\r\n", 400),
  row("two Hosts", get("/premium/x", `Host: ${host}`), 400),
  row("two Hosts that differ", get("/", "Host: evil.example.org"), 400),
  row("a Host with a path", request("GET", "/x", `${host}/premium`), 400),
  row("a Host with a user", request("GET", "/premium/x", `user@${host}`), 400),
  row("a Host of somebody else", request("GET", "/premium/x", "evil.example.org"), 403),
  row("a Host that only ends like ours", request("GET", "/premium/x", `x${host}`), 403),
  row("the Host of the load balancer", request("GET", "/premium/x", `origin-signed.${host}`), 403),
  row("Host in capitals", request("GET", "/premium/x", host.toUpperCase()), 403),
];

const smuggled = "GET /premium/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
const post = (...lines: string[]): string => request("POST", "/form", host, ...lines);

const smuggling: readonly Row[] = [
  row(
    "Content-Length and Transfer-Encoding",
    `${post("Content-Length: 4", "Transfer-Encoding: chunked")}0\r\n\r\n${smuggled}`,
    400,
  ),
  row(
    "Transfer-Encoding and Content-Length",
    `${post("Transfer-Encoding: chunked", "Content-Length: 4")}0\r\n\r\n${smuggled}`,
    400,
  ),
  row(
    "two Transfer-Encodings",
    `${post("Transfer-Encoding: chunked", "Transfer-Encoding: identity")}0\r\n\r\n`,
    400,
  ),
  row("an unknown Transfer-Encoding", `${post("Transfer-Encoding: xchunked")}0\r\n\r\n${smuggled}`, 400),
  row("a list of Transfer-Encodings", `${post("Transfer-Encoding: gzip, chunked")}0\r\n\r\n${smuggled}`, 400),
  row("a space before the colon", `${post("Transfer-Encoding : chunked")}0\r\n\r\n${smuggled}`, 400),
  row("a vertical tab in the coding", `${post("Transfer-Encoding: \x0bchunked")}0\r\n\r\n${smuggled}`, 400),
  row(
    "a folded header",
    `${post("X-A: b", " Transfer-Encoding: chunked", "Content-Length: 0")}${smuggled}`,
    400,
  ),
  row("two Content-Lengths", `${post("Content-Length: 0", "Content-Length: 44")}${smuggled}`, 400),
  row("a list of Content-Lengths", `${post("Content-Length: 0, 44")}${smuggled}`, 400),
  row("a Content-Length with a sign", `${post("Content-Length: +44")}${smuggled}`, 400),
  row(
    "Transfer-Encoding in HTTP/1.0",
    `POST / HTTP/1.0\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ),
  row("a GET with a body", `${get("/", `Content-Length: ${smuggled.length}`)}${smuggled}`, 403),
  row(
    "a chunk size that is no number",
    `${post("Transfer-Encoding: chunked")}zz\r\n\r\n${smuggled}`,
    0,
    400,
    502,
  ),
  row("a bare line feed in the head", `GET / HTTP/1.1\nHost: ${host}\nX: y\n\n`, 400),
  row("a NUL in a header", get("/", "X-A: b\0c"), 400),
  row(
    "an upgrade to h2c",
    get("/premium/x", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"),
    403,
  ),
];

/** Parameters that carry no right credential, or none at all. */
export const parameters: readonly Row[] = [
  path("/premium/x?Key-Pair-Id=A&Key-Pair-Id=B&Signature=c&Policy=d", 403),
  path("/premium/x?%45xpires=1&Signature=a&Key-Pair-Id=b", 403),
  path("/premium/x?Expires=99999999999999999999&Signature=a&Key-Pair-Id=b", 403),
  path("/x?/premium/x", 404),
];

const spoofed: readonly Row[] = [
  row("X-From-CloudFront of the viewer's own", get("/premium/x", "X-From-CloudFront: guess"), 403),
  row("X-Original-URL", get("/", "X-Original-URL: /premium/x", "X-Rewrite-URL: /premium/x"), 200),
  row("X-HTTP-Method-Override", get("/premium/x", "X-HTTP-Method-Override: PUT"), 403),
  row("X-Forwarded-Host", get("/premium/x", `X-Forwarded-Host: origin-signed.${host}`), 403),
  row("Connection that names the secret header", get("/", "Connection: X-From-CloudFront"), 200),
];

const direct: readonly Row[] = [
  { name: "the load balancer, from outside", bytes: get("/premium/x"), listener: "balancer", expect: [0] },
  {
    name: "the load balancer, from outside, with the header's name",
    bytes: get("/premium/x", "X-From-CloudFront: guess"),
    listener: "balancer",
    expect: [0],
  },
  {
    name: "the load balancer, from administration, without the header",
    bytes: get("/premium/x"),
    listener: "balancer",
    from: plays.administration,
    expect: [403],
  },
  {
    name: "the load balancer, from administration, with wildcards for the header",
    bytes: get("/premium/x", "X-From-CloudFront: *", `X-From-CloudFront: ${"?".repeat(64)}`),
    listener: "balancer",
    from: plays.administration,
    expect: [403],
  },
  {
    name: "the load balancer, from another distribution",
    bytes: get("/premium/x"),
    listener: "balancer",
    from: plays.cloudFront,
    expect: [403],
  },
  {
    name: "the load balancer, two ways to read one request",
    bytes: `${post("Content-Length: 4", "Transfer-Encoding: chunked")}0\r\n\r\n${smuggled}`,
    listener: "balancer",
    from: plays.administration,
    expect: [400],
  },
  { name: "the instance, from outside", bytes: get("/premium/x"), listener: "instance", expect: [0] },
  {
    name: "the instance, from administration",
    bytes: get("/premium/x"),
    listener: "instance",
    from: plays.administration,
    expect: [0],
  },
  {
    name: "the instance, from CloudFront",
    bytes: get("/premium/x"),
    listener: "instance",
    from: plays.cloudFront,
    expect: [0],
  },
  { name: "plain http", bytes: get("/premium/x"), listener: "http", expect: [403] },
];

/** With cookies for /premium/ that are right: every spelling that might reach /secure/ or /downloads/. */
export const crossing: readonly string[] = [
  "/secure/x",
  "/downloads/x",
  "/premium/../secure/x",
  "/premium/../downloads/x",
  "/premium/%2e%2e/secure/x",
  "/premium/%2E%2E/secure/x",
  "/premium/.%2e/secure/x",
  "/premium/..%2fsecure/x",
  "/premium/..%2Fsecure/x",
  "/premium/%2e%2e%2fsecure/x",
  "/premium/%252e%252e/secure/x",
  "/premium/..%252fsecure/x",
  "/premium/..\\secure/x",
  "/premium/..%5csecure/x",
  "/premium/..;/secure/x",
  "/premium/;/../../secure/x",
  "/premium//../secure/x",
  "/premium/./../secure/x",
  "/premium/a/../../secure/x",
  "/premium/a%2f..%2f../secure/x",
  "/premium%2f..%2fsecure/x",
  "/premium%2f../secure/x",
  "//secure/x",
  "/./secure/x",
  "/secure%2fx",
  "/%73ecure/x",
  "/Secure/x",
  "/secure/x?/premium/",
  "/secure/x?u=https://members.dev.example.com/premium/x",
  "/premium/..%00/secure/x",
  "/premium/\xc0\xae\xc0\xae/secure/x",
  "/premium/..%c0%afsecure/x",
  // Of what the edge has cached: without the secret part of the name, with a part that is made up, and as a folder.
  "/premium/../secure/files/x",
  "/premium/../secure/files/the-first-hour.svg",
  "/premium/%2e%2e/secure/files/the-first-hour.svg",
  "/premium/./..//secure/files/the-first-hour.svg",
  "/premium/../secure/files/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/the-first-hour.svg",
  "/premium/../secure/files/*/the-first-hour.svg",
  "/premium/../secure/files/",
];

/** Ways in which a path that a credential for /premium/ is right for could name a file that is cached. */
export const warmSpellings: readonly ((file: string) => string)[] = [
  (file) => `/premium/..${file}`,
  (file) => `/premium/a/../..${file}`,
  (file) => `/premium/..//.${file}`,
];

/** Statuses of errors that AWS's pages let CloudFront keep. */
export const keptErrors: readonly number[] = [400, 403, 404, 405, 410, 414, 500, 501, 502, 503, 504];

/** All rows without a credential, by what they try. */
export const table: Readonly<Record<string, readonly Row[]>> = {
  spellings,
  targets,
  hosts,
  smuggling,
  parameters,
  spoofed,
  direct,
};

/** The test vectors for CloudFront's viewer access, by their numbers. */
import assert from "node:assert/strict";
import { createLocalSigner, epochSeconds, pemKey, type SignerError } from "../../signer";
import { configurationFindings, keyGroupFindings, loadDistribution, type Verdict } from "../../signer/verify";
import { errorKeptFor, statusWithPage } from "../../signer/verify/errorResponses";
import { judgeOriginHeader, withOriginHeaders } from "../../signer/verify/originHeaders";
import { type Asking, ask, B, description, T } from "./support/asking";
import { cannedPairs, cookie, customPairs, policy, query } from "./support/handMade";
import { ec, elsewhere, rsa } from "./support/keys";

/** A URL, what goes with it, and the answer: outcome and code. */
type Row = readonly [number, string, string, Asking, string];

const canned = (
  resource: string,
  ...rest: Parameters<typeof cannedPairs> extends [string, ...infer R] ? R : never
) => query(cannedPairs(resource, ...rest));
const custom = (...given: Parameters<typeof customPairs>) => query(customPairs(...given));
const until = (resource: string | undefined, more: object = {}) =>
  policy({ ...(resource === undefined ? {} : { resource }), expires: T, ...more });

const image = `${B}/image.jpg`;
const sized = `${image}?size=large`;
const plainCookies = cookie(cannedPairs(image, T));
const doc = "https://www.example.com";
const crlf = JSON.stringify(until(image), null, 3).replaceAll("\n", "\r\n");
const zip = custom(until(`${B}/*game_download.zip*`));
const openThenImages = {
  behaviors: [
    { pathPattern: "images/*" },
    { pathPattern: "images/private/*", trustedKeys: { [rsa.id]: rsa.publicPem } },
    { pathPattern: "*" },
  ],
};
const onlyPrivate = {
  behaviors: [{ pathPattern: "/private/*", trustedKeys: { [rsa.id]: rsa.publicPem } }, { pathPattern: "*" }],
};
const onlyJpg = {
  behaviors: [{ pathPattern: "*.jpg", trustedKeys: { [rsa.id]: rsa.publicPem } }, { pathPattern: "*" }],
};
const redirecting = {
  behaviors: [
    {
      pathPattern: "*",
      viewerProtocolPolicy: "redirect-to-https",
      trustedKeys: { [rsa.id]: rsa.publicPem },
    } as const,
  ],
};
const httpsOnly = {
  behaviors: [
    {
      pathPattern: "*",
      viewerProtocolPolicy: "https-only",
      trustedKeys: { [rsa.id]: rsa.publicPem },
    } as const,
  ],
};
const http = (url: string): string => url.replace(/^https/, "http");

const rows: readonly Row[] = [
  [1, "canned policy, SHA-1", `${image}?${canned(image, T)}`, {}, "allow Allowed"],
  [2, "canned policy, SHA-256", `${image}?${canned(image, T, { hash: "sha256" })}`, {}, "allow Allowed"],
  [
    3,
    "SHA-256 without its parameter",
    `${image}?${canned(image, T, { hash: "sha256", hashName: "" })}`,
    {},
    "deny AccessDenied",
  ],
  [4, "SHA-1 called SHA256", `${image}?${canned(image, T, { hashName: "SHA256" })}`, {}, "deny AccessDenied"],
  [5, "SHA-1 called SHA1", `${image}?${canned(image, T, { hashName: "SHA1" })}`, {}, "allow Allowed"],
  [
    6,
    "hash in lower case",
    `${image}?${canned(image, T, { hash: "sha256", hashName: "sha256" })}`,
    {},
    "unknown unknown",
  ],
  [
    6,
    "an unwritten hash",
    `${image}?${canned(image, T, { hash: "sha256", hashName: "SHA512" })}`,
    {},
    "unknown unknown",
  ],
  [7, "a query of its own", `${sized}&${canned(sized, T)}`, {}, "allow Allowed"],
  [8, "signature parameters first", `${image}?${canned(sized, T)}&size=large`, {}, "allow Allowed"],
  [9, "a parameter added", `${sized}&${canned(sized, T)}&x=1`, {}, "deny AccessDenied"],
  [10, "parameters reordered", `${image}?b=2&a=1&${canned(`${image}?a=1&b=2`, T)}`, {}, "deny AccessDenied"],
  [11, "another path", `${B}/other.jpg?${canned(image, T)}`, {}, "deny AccessDenied"],
  [12, "a second before the end", `${image}?${canned(image, T)}`, { now: T - 1 }, "allow Allowed"],
  [12, "at the end", `${image}?${canned(image, T)}`, { now: T }, "deny AccessDenied"],
  [12, "a second after the end", `${image}?${canned(image, T)}`, { now: T + 1 }, "deny AccessDenied"],
  [
    13,
    "a later Expires",
    `${image}?${canned(image, T).replace(String(T), String(T + 1))}`,
    {},
    "deny AccessDenied",
  ],
  [
    14,
    "before the start",
    `${image}?${custom(until(image, { starts: T - 100 }))}`,
    { now: T - 101 },
    "deny AccessDenied",
  ],
  [
    14,
    "at the start",
    `${image}?${custom(until(image, { starts: T - 100 }))}`,
    { now: T - 100 },
    "deny AccessDenied",
  ],
  [
    14,
    "after the start",
    `${image}?${custom(until(image, { starts: T - 100 }))}`,
    { now: T - 99 },
    "allow Allowed",
  ],
  [
    15,
    "last address of the block",
    `${image}?${custom(until(image, { ip: "192.0.2.0/24" }))}`,
    { ip: "192.0.2.255" },
    "allow Allowed",
  ],
  [
    15,
    "first address after the block",
    `${image}?${custom(until(image, { ip: "192.0.2.0/24" }))}`,
    { ip: "192.0.3.0" },
    "deny AccessDenied",
  ],
  [
    16,
    "an IPv6 viewer",
    `${image}?${custom(until(image, { ip: "192.0.2.10/32" }))}`,
    { ip: "2001:db8::1" },
    "deny AccessDenied",
  ],
  [
    17,
    "a list of blocks",
    `${image}?${custom(until(image, { ip: ["192.0.2.0/24", "198.51.100.0/24"] }))}`,
    {},
    "deny MalformedPolicy",
  ],
  [18, "wildcards on both sides", `${B}/example_game_download.zip?license=yes&${zip}`, {}, "allow Allowed"],
  [18, "wildcards across folders", `${B}/a/b/my_game_download.zip123?${zip}`, {}, "allow Allowed"],
  [18, "wildcards that match nothing", `${B}/game_download.zip?${zip}`, {}, "allow Allowed"],
  [
    19,
    "a wildcard for nothing",
    `${doc}/helloworld?${custom(until(`${doc}/hello*world`))}`,
    {},
    "allow Allowed",
  ],
  [
    19,
    "a wildcard for one",
    `${doc}/hello-world?${custom(until(`${doc}/hello*world`))}`,
    {},
    "allow Allowed",
  ],
  [
    20,
    "a wildcard stops at the query",
    `${doc}/hello?world&${custom(until(`${doc}/hello*world`))}`,
    {},
    "deny AccessDenied",
  ],
  [
    21,
    "a trailing wildcard takes the query",
    `http://example.com/hello?a=1&${custom(until("http://example.com/hello*"))}`,
    {},
    "allow Allowed",
  ],
  [
    22,
    "a trailing wildcard of the host takes all",
    `http://example.com/a/b?c=d&${custom(until("http://example.com*"))}`,
    {},
    "allow Allowed",
  ],
  [
    23,
    "no scheme: the root",
    `http://www.example.com/?${custom(until("*example.com"))}`,
    {},
    "allow Allowed",
  ],
  [
    23,
    "no scheme: nothing but the root",
    `http://www.example.com/x?${custom(until("*example.com"))}`,
    {},
    "deny AccessDenied",
  ],
  [24, "Resource *", `${B}/a/b?x=1&${custom(until("*"))}`, {}, "allow Allowed"],
  [24, "no Resource", `${B}/a/b?x=1&${custom(until(undefined))}`, {}, "allow Allowed"],
  [25, "https alone, over http", `${http(image)}?${custom(until("https://*"))}`, {}, "deny AccessDenied"],
  [
    26,
    "signed for http, asked over https",
    `${image}?${custom(until(http(image)))}`,
    {},
    "deny AccessDenied",
  ],
  [
    26,
    "signed for https, asked over http",
    `${http(image)}?${custom(until(image))}`,
    {},
    "deny AccessDenied",
  ],
  [
    27,
    "signed for the alternate name",
    `${image}?${custom(until(`${doc}/image.jpg`))}`,
    {},
    "deny AccessDenied",
  ],
  [
    28,
    "an escaped query delimiter",
    `${sized}&${custom(until(`${image}\\?size=large`))}`,
    {},
    "unknown unknown",
  ],
  [29, "a plain query delimiter", `${sized}&${custom(until(sized))}`, {}, "allow Allowed"],
  [30, "? as a wildcard", `${B}/file1.zip?${custom(until(`${B}/file?.zip`))}`, {}, "unknown unknown"],
  [
    31,
    "a query that the Resource has not",
    `${B}/a.jpg?x=1&${custom(until(`${B}/a.jpg`))}`,
    {},
    "deny AccessDenied",
  ],
  [
    32,
    "two statements",
    `${image}?${custom({ Statement: [...two(), ...two()] })}`,
    {},
    "deny MalformedPolicy",
  ],
  [
    33,
    "a statement without its array",
    `${image}?${custom({ Statement: two()[0] })}`,
    {},
    "unknown MalformedPolicy",
  ],
  [
    34,
    "no DateLessThan",
    `${image}?${custom(policy({ resource: image, starts: T - 100 }))}`,
    {},
    "deny MalformedPolicy",
  ],
  [
    35,
    "a quoted time",
    `${image}?${custom(policy({ resource: image, expires: String(T) }))}`,
    {},
    "deny MalformedPolicy",
  ],
  [36, "a policy that is no JSON", `${image}?${custom("not json")}`, {}, "deny MalformedPolicy"],
  [
    36,
    "a signature that is no base64",
    `${image}?Expires=${T}&Signature=***&Key-Pair-Id=${rsa.id}`,
    {},
    "deny MalformedSignature",
  ],
  [37, "no key id in the URL", `${image}?Expires=${T}&Signature=AAAA`, {}, "deny MissingKey"],
  [
    37,
    "an empty key id in the URL",
    `${image}?Expires=${T}&Signature=AAAA&Key-Pair-Id=`,
    {},
    "deny MissingKey",
  ],
  [
    37,
    "no key id in the cookies",
    image,
    { cookie: `CloudFront-Expires=${T}; CloudFront-Signature=AAAA` },
    "deny MissingKey",
  ],
  [37, "nothing at all", image, {}, "deny MissingKey"],
  [
    38,
    "a key nobody knows",
    `${image}?${canned(image, T).replace(rsa.id, "KUNKNOWN")}`,
    {},
    "deny InvalidKey",
  ],
  [
    38,
    "a key of another behavior",
    `${image}?${canned(image, T, { key: elsewhere })}`,
    {},
    "deny InvalidKey",
  ],
  [
    39,
    "an Expires of the application's own",
    `${image}?Expires=5`,
    { cookie: plainCookies },
    "deny MissingKey",
  ],
  [
    40,
    "good cookies, bad URL",
    `${image}?${canned(`${B}/x`, T)}`,
    { cookie: plainCookies },
    "deny AccessDenied",
  ],
  [
    41,
    "good URL, bad cookies",
    `${image}?${canned(image, T)}`,
    { cookie: "CloudFront-Policy=junk; CloudFront-Signature=%%" },
    "allow Allowed",
  ],
  [
    42,
    "cookie names in lower case",
    image,
    { cookie: plainCookies.replaceAll("CloudFront-", "cloudfront-") },
    "deny MissingKey",
  ],
  [
    42,
    "one cookie name in lower case",
    image,
    { cookie: plainCookies.replace("CloudFront-Signature", "cloudfront-signature") },
    "deny unknown",
  ],
  [43, "canned cookies for another URL", `${B}/b.jpg`, { cookie: plainCookies }, "deny AccessDenied"],
  [
    44,
    "canned cookies over a wildcard",
    `${B}/img/a.jpg`,
    { cookie: cookie(cannedPairs(`${B}/img/*`, T)) },
    "deny AccessDenied",
  ],
  [45, "Policy and Expires in one URL", `${image}?Expires=${T}&${custom(until(image))}`, {}, "allow Allowed"],
  [46, "~ as %7E", `${image}?${canned(image, T).replaceAll("~", "%7E")}`, {}, "allow Allowed"],
  [
    47,
    "an apostrophe that was encoded on the way",
    `${B}/a?q=it%27s&${canned(`${B}/a?q=it's`, T)}`,
    {},
    "deny AccessDenied",
  ],
  [48, "a plus that became a space", `${B}/a?q=a%20b&${canned(`${B}/a?q=a+b`, T)}`, {}, "deny AccessDenied"],
  [
    49,
    "a public behavior first",
    `${B}/images/private/x`,
    { distribution: openThenImages },
    "allow NotRestricted",
  ],
  [
    50,
    "dot segments out of the folder",
    `${B}/private/../public/a`,
    { distribution: onlyPrivate },
    "allow NotRestricted",
  ],
  [50, "a doubled slash", `${B}//private/a`, { distribution: onlyPrivate }, "deny MissingKey"],
  [51, "another case", `${B}/LOGO.JPG`, { distribution: onlyJpg }, "allow NotRestricted"],
  [51, "the extension in the query", `${B}/a.png?x=.jpg`, { distribution: onlyJpg }, "allow NotRestricted"],
  [52, "ECDSA over SHA-1", `${image}?${canned(image, T, { key: ec })}`, {}, "allow Allowed"],
  [
    52,
    "ECDSA over SHA-256",
    `${image}?${canned(image, T, { key: ec, hash: "sha256" })}`,
    {},
    "allow Allowed",
  ],
  [
    52,
    "ECDSA as r and s",
    `${image}?${canned(image, T, { key: ec, hash: "sha256", rs: true })}`,
    {},
    "deny AccessDenied",
  ],
  [
    53,
    "RSA with PSS",
    `${image}?${canned(image, T, { hash: "sha256", pss: true })}`,
    {},
    "deny AccessDenied",
  ],
  [
    54,
    "http where https is wanted: the order is open",
    `${http(image)}?${canned(image, T)}`,
    { distribution: redirecting },
    "unknown RedirectToHttps",
  ],
  [
    55,
    "POST over http",
    `${http(image)}?${canned(http(image), T)}`,
    { method: "POST", distribution: redirecting },
    "deny RedirectToHttps",
  ],
  [
    55,
    "http where only https is taken",
    `${http(image)}?${canned(http(image), T)}`,
    { distribution: httpsOnly },
    "deny HttpsOnly",
  ],
  [61, "a Range request after the end", `${image}?${canned(image, T)}`, { now: T + 5 }, "deny AccessDenied"],
  [63, "one second after 32-bit time", `${image}?${canned(image, 2147483648)}`, {}, "unknown unknown"],
  [63, "milliseconds", `${image}?${canned(image, T * 1000)}`, {}, "unknown unknown"],
  [64, "a policy with white space", `${image}?${custom(crlf)}`, {}, "allow Allowed"],
  [
    67,
    "a key that was removed",
    `${image}?${canned(image, T)}`,
    { distribution: { behaviors: [{ pathPattern: "*", trustedKeys: { [ec.id]: ec.publicPem } }] } },
    "deny InvalidKey",
  ],
];

function two(): unknown[] {
  return (until(image) as { Statement: unknown[] }).Statement;
}

function answer({ outcome, code }: Verdict): string {
  return `${outcome} ${code}`;
}

describe("vectors of CloudFront's viewer access", () => {
  for (const [number, title, url, asking, expected] of rows) {
    it(`${number}: ${title}`, () => {
      const verdict = ask(url, asking);
      assert.equal(answer(verdict), expected, JSON.stringify(verdict, null, 1));
    });
  }

  it("24: warns of a policy that opens everything", () => {
    const verdict = ask(`${image}?${custom(until(undefined))}`);
    assert.ok(verdict.notes.some(({ rule }) => rule === "resource.absent"));
  });

  it("47 and 48: finds out what the client rewrote", () => {
    const apostrophe = ask(`${B}/a?q=it%27s&${canned(`${B}/a?q=it's`, T)}`).comparison;
    assert.match(apostrophe?.signed ?? "", /it's/);
    assert.match(apostrophe?.hints[0] ?? "", /apostrophe/);
    const plus = ask(`${B}/a?q=a%20b&${canned(`${B}/a?q=a+b`, T)}`).comparison;
    assert.match(plus?.signed ?? "", /a\+b/);
  });

  it("54 and 55: redirects with the query kept, 301 for GET and 307 for POST", () => {
    const url = `${http(image)}?${canned(image, T)}`;
    const { response } = ask(url, { distribution: redirecting });
    assert.equal(response?.status, 301);
    assert.equal(response.headers["location"], url.replace(/^http:/, "https:"));
    assert.equal(ask(url, { method: "POST", distribution: redirecting }).response?.status, 307);
    assert.equal(
      ask(url, { method: "POST", httpVersion: "1.0", distribution: redirecting }).response?.status,
      403,
    );
    assert.equal(ask(url, { distribution: httpsOnly }).response?.status, 403);
  });

  const login = { errorCode: 403, responseCode: 200, responsePagePath: "/open/login.html" };

  it("56 and 57: answers with the error page, and with the status of its origin when the page is missing", () => {
    const { errorPage, response } = ask(image, { distribution: { customErrorResponses: [login] } });
    assert.ok(errorPage);
    assert.equal(response?.status, 403);
    assert.deepEqual([errorPage.pagePath, errorPage.behavior], ["/open/login.html", "/open/*"]);
    assert.equal(statusWithPage(errorPage, 200), 200);
    assert.equal(statusWithPage(errorPage, 404), 404);
  });

  it("58: keeps an origin's 403 only if the origin says for how long", () => {
    assert.equal(errorKeptFor(403, 300, undefined), 0);
    assert.equal(errorKeptFor(403, 300, 60), 300);
    assert.equal(errorKeptFor(404, 300, undefined), 300);
    assert.equal(errorKeptFor(416, 300, 60), 0);
  });

  it("59: replaces a header that the viewer guessed", () => {
    assert.deepEqual(withOriginHeaders({ "x-secret": "guess", accept: "*/*" }, { "X-Secret": "set" }), {
      accept: "*/*",
      "X-Secret": "set",
    });
  });

  it("60: refuses header names that cannot be added", () => {
    for (const name of ["X-Amz-Foo", "Via", "Host", "x-edge-a", "Proxy-Connection", "a b"]) {
      assert.equal(judgeOriginHeader(name, "v")?.rule, "origin-header.name", name);
    }
    assert.equal(judgeOriginHeader("X-From-CloudFront", "v"), undefined);
    assert.equal(judgeOriginHeader("X-From-CloudFront", "v".repeat(1784))?.rule, "origin-header.limits");
  });

  it("62: finds more keys, groups and characters than fit", () => {
    assert.equal(keyGroupFindings([6], "f").length, 1);
    assert.equal(keyGroupFindings([1, 1, 1, 1, 1], "f").length, 1);
    assert.deepEqual(keyGroupFindings([5, 5, 5, 5], "f"), []);
    const long = loadDistribution({
      ...description,
      behaviors: [{ pathPattern: "a".repeat(256) }, { pathPattern: "*" }],
    });
    assert.deepEqual(
      configurationFindings(long).map(({ severity, rule }) => [severity, rule]),
      [["error", "quota.pattern"]],
    );
  });

  it("63: says that a far end may be milliseconds", () => {
    const { notes, rule } = ask(`${image}?${canned(image, T * 1000)}`);
    assert.equal(rule, "time.beyond-32-bit");
    assert.ok(notes.some((note) => note.rule === "time.far"));
  });

  it("64: notes the white space", () => {
    assert.ok(ask(`${image}?${custom(crlf)}`).notes.some(({ rule }) => rule === "policy.white-space"));
  });

  const signer = createLocalSigner({
    key: pemKey(rsa.privateKey),
    keyPairId: rsa.id,
    clock: () => epochSeconds(T - 600),
  });
  const refused = (code: string) => (error: unknown) => (error as SignerError).code === code;

  it("65: the signer refuses to be talked into another policy", () => {
    const url = `${B}/file","Resource":"*","x":"`;
    assert.throws(() => signer.signUrl({ url, expires: epochSeconds(T) }), refused("ERR_URL_NOT_ENCODED"));
    assert.throws(
      () => signer.signPolicy({ resource: url, expires: epochSeconds(T) }),
      refused("ERR_URL_NOT_ENCODED"),
    );
  });

  it("66: the signer refuses a start that is no start, and a missing end", () => {
    const at = epochSeconds(T);
    assert.throws(() => signer.signUrl({ url: image, expires: at, starts: at }), refused("ERR_TIME_ORDER"));
    assert.throws(() => signer.signUrl({ url: image } as never), refused("ERR_TIME_INVALID"));
  });

  it("names each of the 67 vectors", () => {
    const here = [54, 55, 56, 57, 58, 59, 60, 62, 65, 66];
    const numbers = new Set([...rows.map(([number]) => number), ...here]);
    assert.deepEqual(
      [...Array(67).keys()].map((index) => index + 1).filter((number) => !numbers.has(number)),
      [],
    );
  });

  it("checks what CloudFront writes into a refusal, byte for byte", () => {
    const { response } = ask(image);
    assert.equal(Buffer.byteLength(response?.body ?? ""), 146);
    assert.equal(response?.headers["content-type"], "text/xml");
  });
});

/** The test vectors for CloudFront's viewer access, by their numbers. */
import assert from "node:assert/strict";
import { createLocalSigner, epochSeconds, pemKey, type SignerError } from "../../signer";
import { configurationFindings, keyGroupFindings, loadDistribution, type Verdict } from "../../signer/verify";
import { errorKeptFor, statusWithPage } from "../../signer/verify/distribution/errorResponses";
import { checkOriginHeader, withOriginHeaders } from "../../signer/verify/distribution/originHeaders";
import { ask, B, description, T } from "./support/asking";
import { rsa } from "./support/keys";
import { cannedVectors } from "./vectors/canned";
import { crlf, customVectors } from "./vectors/custom";
import { canned, custom, http, image, until } from "./vectors/making";
import { httpsOnly, redirecting, requestVectors } from "./vectors/requests";

const rows = [...cannedVectors, ...customVectors, ...requestVectors];

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
      assert.equal(checkOriginHeader(name, "v")?.rule, "origin-header.name", name);
    }
    assert.equal(checkOriginHeader("X-From-CloudFront", "v"), undefined);
    assert.equal(checkOriginHeader("X-From-CloudFront", "v".repeat(1784))?.rule, "origin-header.limits");
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

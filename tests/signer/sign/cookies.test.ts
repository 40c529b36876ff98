/** Set-Cookie lines, as a browser accepts them. */
import assert from "node:assert/strict";
import {
  createLocalSigner,
  epochSeconds,
  pemKey,
  planCookies,
  setCookieLines,
  signOutLines,
} from "../../../signer";
import { ec } from "../support/keys";

const NOW = 1767290000;
const signer = (hash: "sha1" | "sha256") =>
  createLocalSigner({ key: pemKey(ec.privateKey), keyPairId: ec.id, hash, clock: () => epochSeconds(NOW) });
const expires = epochSeconds(NOW + 600);
const host = "members.example.com";
const premium = { resource: `https://${host}/premium/*`, expires };
const name = (line: string): string => line.slice(0, line.indexOf("="));
const cleared = (lines: readonly string[]): string[] =>
  lines.filter((line) => line.includes("Max-Age=0")).map(name);

describe("Set-Cookie lines", () => {
  it("set what the set uses and clear what it does not", () => {
    assert.deepEqual(cleared(setCookieLines(signer("sha256").signCookies(premium))), ["CloudFront-Expires"]);
    const canned = signer("sha1").signCookies({ resource: `https://${host}/a.jpg`, expires });
    assert.equal(canned.kind, "canned");
    assert.deepEqual(cleared(setCookieLines(canned)), ["CloudFront-Policy", "CloudFront-Hash-Algorithm"]);
  });

  it("have the same scope on every line, and no life beyond the session", () => {
    const cookies = signer("sha256").signCookies(premium);
    const lines = setCookieLines(cookies, { domain: `.${host}`, path: "/premium/", sameSite: "None" });
    assert.equal(lines.length, 5);
    for (const line of lines) {
      assert.ok(line.endsWith(`; Domain=${host}; Path=/premium/; Secure; HttpOnly; SameSite=None`), line);
    }
    assert.equal(lines.filter((line) => /Max-Age|Expires=Thu/.test(line)).length, 1);
    assert.ok(
      setCookieLines(cookies).every((line) => line.endsWith("; Path=/; Secure; HttpOnly; SameSite=Lax")),
    );
  });

  it("refuse a scope in which no browser would send them", () => {
    const cookies = signer("sha256").signCookies(premium);
    const scopes = [
      { domain: "d111.cloudfront.net" },
      { domain: "cloudfront.net" },
      { domain: "other.example.com" },
      { domain: "*.example.com" },
      { domain: "Example.com" },
      { domain: "a; Secure" },
      { path: "/premium/*" },
      { path: "/downloads" },
      { path: "/premium/gold/" },
      { path: "premium" },
      { path: "/a;b" },
      { sameSite: "none" as never },
    ];
    for (const scope of scopes) {
      assert.throws(
        () => setCookieLines(cookies, scope),
        { code: "ERR_COOKIE_SCOPE" },
        JSON.stringify(scope),
      );
    }
    const insecure = signer("sha256").signCookies({ resource: `http://${host}/*`, expires });
    assert.throws(() => setCookieLines(insecure), { code: "ERR_COOKIE_SCOPE" });
    const partly = signer("sha256").signCookies({ resource: `https://${host}/prem*`, expires });
    assert.throws(() => setCookieLines(partly, { path: "/prem" }), { code: "ERR_COOKIE_SCOPE" });
  });

  it("clear all five names in each scope for a sign-out", () => {
    const lines = signOutLines([{ path: "/premium/" }, { path: "/downloads/" }]);
    assert.equal(cleared(lines).length, 10);
    assert.ok(
      lines[0]?.startsWith(
        "CloudFront-Policy=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/premium/",
      ),
    );
  });
});

describe("a plan for several folders", () => {
  const at = (path: string): string => `https://${host}${path}`;

  it("gives each folder its path", () => {
    assert.deepEqual(planCookies([at("/premium/*"), at("/downloads/*")]), {
      sets: [
        { resource: at("/premium/*"), path: "/premium/" },
        { resource: at("/downloads/*"), path: "/downloads/" },
      ],
      covered: [],
    });
  });

  it("never has one folder inside another, and says which covers which", () => {
    const { sets, covered } = planCookies([at("/a/b/*"), at("/a/*"), at("/ab/*"), at("/a/*")]);
    assert.deepEqual(
      sets.map(({ path }) => path),
      ["/a/", "/ab/"],
    );
    assert.deepEqual(covered, [{ resource: at("/a/b/*"), by: at("/a/*") }]);
  });

  it("refuses what is no folder, and two hosts", () => {
    for (const wrong of [
      [at("/a*")],
      [at("/a.jpg")],
      [at("/a/*/b/*")],
      [at("/a/*"), "https://other.example.com/a/*"],
      [],
    ]) {
      assert.throws(() => planCookies(wrong), { code: "ERR_RESOURCE_INVALID" }, wrong.join(" "));
    }
  });
});

import assert from "node:assert/strict";
import { type ConfigDocument, parseConfig } from "../../app/config";
import { validDocument } from "./support/configuration";

type Change = (document: ConfigDocument) => unknown;

const wrong: readonly (readonly [what: string, member: string, change: Change])[] = [
  ["a typing error", "document", (document) => ({ ...document, sesion: {} })],
  ["plain http", "publicUrl", (document) => ({ ...document, publicUrl: "http://members.example.com" })],
  ["a path in an address", "publicUrl", (document) => ({ ...document, publicUrl: "https://a.example/" })],
  [
    "an issuer over http",
    "oidc.issuer",
    (document) => withOidc(document, { issuer: "http://login.example.com" }),
  ],
  ["scopes without openid", "oidc.scopes", (document) => withOidc(document, { scopes: "profile" })],
  [
    "a secret in place of a reference",
    "session.keys",
    (document) => ({ ...document, session: { keys: "a\nb" } }),
  ],
  [
    "an ARN that says no service",
    "signing.key",
    (document) => ({ ...document, signing: { key: "arn:aws:kms:x" } }),
  ],
  [
    "a prefix that is not canonical",
    "entitlements.0.prefix",
    (document) => withRule(document, { prefix: "/a/../b/" }),
  ],
  [
    "a prefix that is no folder",
    "entitlements.0.prefix",
    (document) => withRule(document, { prefix: "/premium" }),
  ],
  ["a prefix of everything", "entitlements.0.prefix", (document) => withRule(document, { prefix: "/" })],
  [
    "a prefix in another rule's",
    "entitlements.0.prefix",
    (document) => withRule(document, { prefix: "/secure/a/" }),
  ],
  ["a name used twice", "entitlements.1.name", (document) => withRule(document, { name: "course" })],
  ["a grant of an hour", "entitlements.0.minutes", (document) => withRule(document, { minutes: 60 })],
  [
    "two hosts without a domain",
    "cookieDomain",
    (document) => ({ ...document, contentUrl: "https://content.members.example.com" }),
  ],
  ["a domain for one host", "cookieDomain", (document) => ({ ...document, cookieDomain: "example.com" })],
  [
    "two hosts of which neither is the domain of their cookies",
    "cookieDomain",
    (document) => ({ ...document, contentUrl: "https://cdn.example.com", cookieDomain: "example.com" }),
  ],
  [
    "a content address that is none, beside a domain for the cookies",
    "contentUrl",
    (document) => ({ ...document, contentUrl: "no address", cookieDomain: "members.example.com" }),
  ],
];

function withOidc(document: ConfigDocument, change: Partial<ConfigDocument["oidc"]>): unknown {
  return { ...document, oidc: { ...document.oidc, ...change } };
}

function withRule(document: ConfigDocument, change: object): unknown {
  const [first, ...others] = document.entitlements;
  return { ...document, entitlements: [{ ...first, ...change }, ...others] };
}

describe("configuration", () => {
  it("fills in omitted settings", () => {
    const config = parseConfig(validDocument());
    assert.deepEqual(config.ports, { public: 8443, signed: 8444 });
    assert.deepEqual([config.session.minutes, config.session.maxHours], [30, 8]);
    assert.equal(config.entitlements[1]?.claim, "groups");
    assert.equal(config.signing.hash, "sha256");
  });

  it("takes the two-host form and an issuer on this machine", () => {
    const document = validDocument();
    parseConfig({
      ...document,
      contentUrl: "https://content.members.example.com",
      cookieDomain: "members.example.com",
      oidc: { ...document.oidc, issuer: "http://localhost:9000" },
    });
  });

  for (const [what, member, change] of wrong) {
    it(`refuses ${what}, naming ${member}`, () => {
      assert.throws(
        () => parseConfig(change(validDocument())),
        (error: Error) => error.message.split("\n").some((line) => line.startsWith(`${member}: `)),
      );
    });
  }
});

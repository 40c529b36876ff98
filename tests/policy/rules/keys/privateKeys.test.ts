import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { noPrivateKeyMaterial } from "../../../../policy/rules/keys/noPrivateKeyMaterial";
import { noPrivateKeyOutput } from "../../../../policy/rules/keys/noPrivateKeyOutput";
import type { Rule } from "../../../../policy/rules/rule";
import { findingsIn } from "../../support/exampleFindings";

const p256 = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const p384 = generateKeyPairSync("ec", { namedCurve: "secp384r1" });
const privatePem = ({ privateKey }: { privateKey: KeyObject }) =>
  privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const publicPem = ({ publicKey }: { publicKey: KeyObject }) =>
  publicKey.export({ type: "spki", format: "pem" }).toString();

function found(rule: Rule, ...resources: ExampleResource[]): string[] {
  return findingsIn(rule, several("", ...resources)).map(
    ({ urn, path, why }) => `${urn.split("::").at(-1) ?? ""} ${path}: ${why.replace(/urn:\S*::/, "")}`,
  );
}

const publicKey = (encodedKey: unknown, from: string[] = []): ExampleResource => ({
  type: t.publicKey,
  name: "public",
  props: { encodedKey },
  from: { encodedKey: from },
});
const certificate = {
  type: "aws:acm/certificate:Certificate",
  name: "imported",
  props: { privateKey: privatePem(p256) },
};

describe("no-private-key-material", () => {
  const contains = "this contains a private key, which the stack's state stores";

  it("names the argument, at any depth, also for a key that is an object", () => {
    const props = {
      files: [{ content: "none" }, { content: gzipSync(privatePem(p256)).toString("base64") }],
    };
    assert.deepEqual(found(noPrivateKeyMaterial, { type: "aws:any/thing:Thing", props }), [
      `it files[1].content: ${contains}`,
    ]);
    const jwk = { keys: [p256.privateKey.export({ format: "jwk" })] };
    assert.deepEqual(found(noPrivateKeyMaterial, { type: "aws:any/thing:Thing", props: jwk }), [
      `it keys[0]: ${contains}`,
    ]);
  });

  it("leaves alone a key of a kind that CloudFront does not accept, and a documented place of another key", () => {
    assert.deepEqual(
      found(noPrivateKeyMaterial, { type: t.parameter, props: { value: privatePem(p384) } }),
      [],
    );
    assert.deepEqual(found(noPrivateKeyMaterial, certificate), []);
    const elsewhere = { ...certificate, props: { tags: { key: privatePem(p256) } } };
    assert.deepEqual(found(noPrivateKeyMaterial, elsewhere), [`imported tags.key: ${contains}`]);
  });

  it("refuses what is too large to be searched", () => {
    const userData = gzipSync(Buffer.alloc(20_000_000)).toString("base64");
    assert.deepEqual(found(noPrivateKeyMaterial, { type: t.instance, props: { userData } }), [
      "it userData: this is too large, or encoded too many times, to be searched for a private key",
    ]);
  });
});

describe("no-private-key-output", () => {
  const generated: ExampleResource = {
    type: t.tlsPrivateKey,
    name: "generated",
    props: { algorithm: "ECDSA", privateKeyPem: privatePem(p256), publicKeyPem: publicPem(p256) },
  };
  const generates = "generated privateKeyPem: this generates a private key, which the stack's state stores";

  it("reports a generated key if a public key in CloudFront comes from it, also through another resource", () => {
    const command = {
      type: "command:local:Command",
      name: "convert",
      props: {},
      from: { stdin: ["generated"] },
    };
    const unread = { ...generated, props: { algorithm: "RSA" } };
    assert.deepEqual(found(noPrivateKeyOutput, unread, publicKey(unknownValue, ["generated"])), [generates]);
    assert.deepEqual(found(noPrivateKeyOutput, unread, command, publicKey(unknownValue, ["convert"])), [
      generates,
    ]);
    assert.deepEqual(found(noPrivateKeyOutput, generated, publicKey(publicPem(p256))), [generates]);
  });

  it("leaves alone a generated key that no public key in CloudFront comes from, also where it is exported", () => {
    const exported = { type: "pulumi:pulumi:Stack", name: "stack", props: { ssh: privatePem(p256) } };
    const other = publicKey(publicPem(p384));
    assert.deepEqual(found(noPrivateKeyOutput, generated, exported, other), []);
    assert.deepEqual(found(noPrivateKeyOutput, exported, other), [
      "stack ssh: this output contains a private key",
    ]);
  });

  it("reports the private half of a public key in CloudFront, whatever holds it", () => {
    assert.deepEqual(found(noPrivateKeyOutput, certificate, publicKey(publicPem(p256))), [
      "imported privateKey: this output contains the private half of public",
    ]);
    assert.deepEqual(found(noPrivateKeyOutput, certificate, publicKey(publicPem(p384))), []);
  });
});

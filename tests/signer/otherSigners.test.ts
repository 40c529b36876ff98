/** Against the two signers that people use from JavaScript: theirs verify here, ours are byte-equal where theirs are right. */
import assert from "node:assert/strict";
import type { KeyObject } from "node:crypto";
import { getSignedCookies, getSignedUrl } from "@aws-sdk/cloudfront-signer";
import * as community from "aws-cloudfront-sign";
import { createLocalSigner, epochSeconds, type HashAlgorithm, now, pemKey } from "../../signer";
import { awsSignerCanSign } from "../../signer/sign/awsSigner";
import { ask, B } from "./support/asking";
import { ec, rsa, type TestKey } from "./support/keys";

const at = now();
const end = at + 900;
const dateLessThan = new Date(end * 1000);
const expires = epochSeconds(end);
const asKey = (key: TestKey): string => key.privateKey as unknown as string;
const local = (key: TestKey, hash: HashAlgorithm) =>
  createLocalSigner({ key: pemKey(key.privateKey), keyPairId: key.id, hash });
const algorithm = (hash: HashAlgorithm) => (hash === "sha1" ? {} : { algorithm: "SHA256" as const });
const urls = [`${B}/a`, `${B}/a/b-c_d.~e`, `${B}/image.jpg?size=large&n=1`, `${B}/a//b?x=`];
/** An ECDSA signature is another one each time. */
const mask = (text: string): string => text.replace(/(Signature=)[A-Za-z0-9~_-]+/, "$1…");
const cookieText = (values: object): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join("; ");

describe("@aws-sdk/cloudfront-signer", () => {
  for (const hash of ["sha1", "sha256"] as const) {
    for (const url of urls) {
      it(`is byte-equal: ${hash}, RSA, canned and custom, ${url}`, () => {
        const common = { url, keyPairId: rsa.id, privateKey: asKey(rsa), dateLessThan, ...algorithm(hash) };
        const signer = local(rsa, hash);
        assert.equal(signer.signUrl({ url, expires }), getSignedUrl(common));
        const starts = epochSeconds(at - 60);
        const theirs = getSignedUrl({
          ...common,
          dateGreaterThan: new Date(starts * 1000),
          ipAddress: "192.0.2.0/24",
        });
        assert.equal(signer.signUrl({ url, expires, starts, ip: "192.0.2.0/24" }), theirs);
      });

      it(`is equal but for the signature's own bytes: ${hash}, ECDSA, ${url}`, () => {
        const theirs = getSignedUrl({
          url,
          keyPairId: ec.id,
          privateKey: asKey(ec),
          dateLessThan,
          ...algorithm(hash),
        });
        assert.equal(mask(local(ec, hash).signUrl({ url, expires })), mask(theirs));
        assert.equal(ask(theirs, { now: at }).outcome, "allow");
      });
    }

    it(`has the same cookies: ${hash}`, () => {
      const url = `${B}/image.jpg?size=large`;
      const common = { keyPairId: rsa.id, privateKey: asKey(rsa), ...algorithm(hash) };
      const ours = local(rsa, hash).signCookies({ resource: url, expires });
      // The SDK's type says text; its Expires is a number.
      const theirCanned = getSignedCookies({ ...common, url, dateLessThan });
      assert.deepEqual({ ...ours.values }, { ...theirCanned, "CloudFront-Expires": String(end) });
      const locked = local(rsa, hash).signCookies({ resource: `${B}/a/*`, expires, ip: "192.0.2.10" });
      const theirs = getSignedCookies({ ...common, url: `${B}/a/*`, dateLessThan, ipAddress: "192.0.2.10" });
      assert.deepEqual({ ...locked.values }, theirs);
    });

    it(`yields the same through the SDK and without it: ${hash}`, () => {
      const key = pemKey(rsa.privateKey);
      const url = `${B}/image.jpg?size=large`;
      assert.ok(awsSignerCanSign(key, url));
      const signer = createLocalSigner({ key, keyPairId: rsa.id, hash });
      // A key that claims not to be RSA uses our own code, with the same signature.
      const pretending = Object.create(key.privateKey, { asymmetricKeyType: { value: "ec" } }) as KeyObject;
      const disguised = { ...key, privateKey: pretending };
      const own = createLocalSigner({ key: disguised, keyPairId: rsa.id, hash });
      for (const grant of [
        { url, expires },
        { url, expires, ip: "192.0.2.0/24" },
      ]) {
        assert.equal(own.signUrl(grant), signer.signUrl(grant));
      }
    });
  }

  it("differs, and ours verifies: a percent-encoded apostrophe and plus in a path", () => {
    const url = `${B}/it%27s+here`;
    const theirs = getSignedUrl({ url, keyPairId: rsa.id, privateKey: asKey(rsa), dateLessThan });
    assert.ok(!theirs.startsWith(url));
    const ours = local(rsa, "sha256").signUrl({ url, expires });
    assert.ok(ours.startsWith(`${url}?`));
    assert.equal(ask(ours, { now: at }).outcome, "allow");
  });

  it("differs: it drops an address and a start that are empty, where we refuse them", () => {
    const common = { url: `${B}/a`, keyPairId: rsa.id, privateKey: asKey(rsa), dateLessThan };
    assert.ok(getSignedUrl({ ...common, ipAddress: "" }).includes("Expires="));
    assert.ok(getSignedUrl({ ...common, dateGreaterThan: "garbage" }).includes("Expires="));
    const signer = local(rsa, "sha256");
    assert.throws(() => signer.signUrl({ url: `${B}/a`, expires, ip: "" }), { code: "ERR_IP_INVALID" });
    assert.throws(() => signer.signUrl({ url: `${B}/a`, expires, starts: "garbage" as never }), {
      code: "ERR_TIME_INVALID",
    });
  });

  it("differs: cookies for a wildcard are canned there, which no request matches, and custom here", () => {
    const resource = `${B}/a/*`;
    const theirs = getSignedCookies({
      url: resource,
      keyPairId: rsa.id,
      privateKey: asKey(rsa),
      dateLessThan,
    });
    assert.equal(ask(`${B}/a/b`, { cookie: cookieText(theirs), now: at }).outcome, "deny");
    const ours = local(rsa, "sha1").signCookies({ resource, expires });
    assert.equal(ask(`${B}/a/b`, { cookie: cookieText(ours.values), now: at }).outcome, "allow");
  });

  it("differs: it signs for a URL that already has signature parameters, where we refuse", () => {
    const url = `${B}/a?Signature=x`;
    const theirs = getSignedUrl({ url, keyPairId: rsa.id, privateKey: asKey(rsa), dateLessThan });
    assert.equal(ask(theirs, { now: at }).rule, "credentials.duplicate-parameter");
    assert.throws(() => local(rsa, "sha1").signUrl({ url, expires }), { code: "ERR_URL_RESERVED" });
  });
});

describe("aws-cloudfront-sign", () => {
  const params = { keypairId: rsa.id, privateKeyString: rsa.privatePem, expireTime: end * 1000 };

  it("makes URLs that verify by their Policy", () => {
    for (const url of urls) {
      const verdict = ask(community.getSignedUrl(url, params), { now: at });
      assert.equal(verdict.outcome, "allow");
      assert.ok(verdict.notes.some(({ rule }) => rule === "credentials.policy-and-expires"));
    }
  });

  it("makes the same custom policy as ours for an address", () => {
    const theirs = community.getSignedCookies(`${B}/a/*`, { ...params, ipRange: "192.0.2.0/24" });
    const ours = local(rsa, "sha1").signCookies({ resource: `${B}/a/*`, expires, ip: "192.0.2.0/24" });
    assert.deepEqual({ ...ours.values }, theirs);
  });

  it("differs: it returns another URL than it signed when that needs encoding, where we refuse", () => {
    const url = `${B}/My File.pdf?a=b c`;
    assert.equal(ask(community.getSignedUrl(url, params), { now: at }).rule, "resource.mismatch");
    assert.throws(() => local(rsa, "sha1").signUrl({ url, expires }), { code: "ERR_URL_NOT_ENCODED" });
  });

  it("differs: it accepts an invalid address, which we refuse", () => {
    const theirs = community.getSignedUrl(`${B}/a`, { ...params, ipRange: "junk" });
    assert.equal(ask(theirs, { now: at }).code, "MalformedPolicy");
  });
});

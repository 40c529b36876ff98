/** `secure-origin sign`: what scripts rely on. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { now } from "../../../signer";
import { ask, B } from "../../signer/support/asking";
import { type AwsEndpoint, failure, kmsAnswers, startAwsEndpoint } from "../../signer/support/awsEndpoint";
import { ec, rsa } from "../../signer/support/keys";
import { secureOrigin } from "../support";

describe("secure-origin sign", () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-"));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const key = file("ec.pem", ec.privatePem);
  const common = ["--key-pair-id", ec.id, "--private-key", key, "--expires-in", "10m"];
  const url = `${B}/premium/a.pdf`;
  after(() => rmSync(folder, { recursive: true }));

  it("prints a URL that verifies, and nothing else", async () => {
    const { code, out, err } = await secureOrigin("sign", "url", url, ...common);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^https:[^\n]+\n$/);
    assert.equal(ask(out.trim(), { now: now() }).outcome, "allow");
  });

  it("accepts every limit", async () => {
    const limits = [
      "--starts",
      new Date((now() - 5) * 1000).toISOString(),
      "--ip",
      "192.0.2.0/24",
      "--resource",
      `${B}/premium/*`,
    ];
    const expires = new Date((now() + 60) * 1000).toISOString();
    const flags = [
      "--key-pair-id",
      ec.id,
      "--private-key",
      key,
      "--expires",
      expires,
      "--hash",
      "sha1",
      "--json",
    ];
    const { code, out } = await secureOrigin("sign", "url", url, ...flags, ...limits);
    assert.equal(code, 0);
    const answer = JSON.parse(out) as Record<string, string>;
    assert.deepEqual(
      [answer["policy"], answer["hash"], answer["keyPairId"], answer["expires"]],
      ["custom", "sha1", ec.id, expires.replace(/\.\d+Z/, ".000Z")],
    );
    assert.equal(ask(answer["url"] ?? "", { now: now(), ip: "192.0.2.7" }).outcome, "allow");
    assert.equal(ask(answer["url"] ?? "", { now: now(), ip: "192.0.3.7" }).outcome, "deny");
  });

  it("prints cookies a line each, or as Set-Cookie lines, or as JSON", async () => {
    const plain = await secureOrigin("sign", "cookies", `${B}/premium/*`, ...common);
    assert.deepEqual(
      plain.out
        .trim()
        .split("\n")
        .map((line) => line.split("=", 1)[0]),
      ["CloudFront-Policy", "CloudFront-Signature", "CloudFront-Key-Pair-Id", "CloudFront-Hash-Algorithm"],
    );
    assert.equal(ask(url, { cookie: plain.out.trim().replaceAll("\n", "; "), now: now() }).outcome, "allow");
    const set = await secureOrigin(
      "sign",
      "cookies",
      `${B}/premium/*`,
      ...common,
      "--set-cookie",
      "--path",
      "/premium/",
    );
    const lines = set.out.trim().split("\n");
    assert.ok(
      lines.length === 5 &&
        lines.every((line) => /^Set-Cookie: CloudFront-.*; Path=\/premium\/; Secure/.test(line)),
    );
    const json = await secureOrigin("sign", "cookies", url, ...common, "--json");
    assert.equal((JSON.parse(json.out) as Record<string, unknown>)["policy"], "canned");
  });

  const usage: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      "an unknown flag, with a suggestion",
      ["url", url, ...common, "--ipp", "192.0.2.1"],
      /unknown option '--ipp'\n\(Did you mean --ip\?\)/,
    ],
    ["no key", ["url", url, "--expires-in", "10m"], /required option '--private-key/],
    ["no URL", ["url", ...common], /missing required argument 'url'/],
    ["two URLs", ["url", url, url, ...common], /too many arguments/],
    ["no end", ["url", url, "--private-key", key], /neither --expires-in nor --expires/],
    ["two ends", ["url", url, ...common, "--expires", "2030-01-01T00:00:00Z"], /cannot be used with/],
    [
      "a time without a zone",
      ["url", url, "--private-key", key, "--expires", "2030-01-01T00:00:00"],
      /--expires: .* is not a time\n {2}write it with its time zone/,
    ],
    [
      "a day that is none",
      ["url", url, "--private-key", key, "--expires", "2030-02-30T00:00:00Z"],
      /is not a time/,
    ],
    ["a span without a unit", ["url", url, "--private-key", key, "--expires-in", "600"], /is not a span/],
    [
      "an address that is no block",
      ["url", url, ...common, "--ip", "10.0.0.5/8"],
      /--ip: .*\n {2}write 10\.0\.0\.0\/8/,
    ],
    ["a hash that is none", ["url", url, ...common, "--hash", "md5"], /Allowed choices are sha1, sha256/],
    [
      "a key on the command line",
      ["url", url, "--private-key", ec.privatePem, "--expires-in", "10m"],
      /must not be an argument/,
    ],
    [
      "a path without --set-cookie",
      ["cookies", url, ...common, "--path", "/a"],
      /--path has no effect without --set-cookie/,
    ],
    [
      "a domain of others",
      ["cookies", url, ...common, "--set-cookie", "--domain", "example.org"],
      /--domain: .*does not include/,
    ],
    ["an unknown command", ["ulr"], /unknown command 'ulr'\n\(Did you mean url\?\)/],
  ];
  for (const [title, args, words] of usage) {
    it(`refuses with exit code 2: ${title}`, async () => {
      const { code, out, err } = await secureOrigin("sign", ...args);
      assert.deepEqual([code, out], [2, ""], err);
      assert.match(err, words);
      assert.match(err, /^secure-origin: /);
      assert.ok(!err.includes("PRIVATE KEY") && !err.includes("    at "), err);
    });
  }

  it("fails with exit code 1, one line and a remedy, when the key is no good", async () => {
    const flags = (name: string) => ["--key-pair-id", ec.id, "--private-key", name, "--expires-in", "10m"];
    const none = await secureOrigin("sign", "url", url, ...flags(join(folder, "none.pem")));
    assert.deepEqual([none.code, none.out], [1, ""]);
    assert.match(none.err, /^secure-origin: key file .*none\.pem does not exist\n$/);
    const escaped = file("escaped.pem", rsa.privatePem.replaceAll("\n", "\\n"));
    const { code, err } = await secureOrigin("sign", "url", url, ...flags(escaped));
    assert.equal(code, 1);
    assert.equal(err.split("\n").length, 3);
    assert.ok(!err.includes("MII"));
  });

  describe("with a key in AWS", () => {
    let aws: AwsEndpoint;
    afterEach(() => aws.close());

    it("signs with KMS", async () => {
      aws = await startAwsEndpoint(kmsAnswers(ec));
      const flags = ["--key-pair-id", ec.id, "--private-key", "kms:alias/signing", "--expires-in", "10m"];
      const { code, out } = await secureOrigin("sign", "url", url, ...flags);
      assert.equal(code, 0);
      assert.equal(ask(out.trim(), { now: now() }).outcome, "allow");
      const sha1 = await secureOrigin("sign", "url", url, ...flags, "--hash", "sha1");
      assert.equal(sha1.code, 2);
    });

    it("says which call was refused", async () => {
      aws = await startAwsEndpoint({
        "secretsmanager.GetSecretValue": () => failure(400, "AccessDeniedException"),
      });
      const flags = ["--private-key", "secretsmanager:signing", "--expires-in", "10m"];
      const { code, err } = await secureOrigin("sign", "url", url, ...flags);
      assert.equal(code, 1);
      assert.match(
        err,
        /^secure-origin: secretsmanager:GetSecretValue failed for signing: AccessDeniedException\n {2}\S/,
      );
    });
  });
});

/** `secure-origin explain`: exit codes, the verdict as JSON, and distributions from a file or a stack. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Verdict } from "../../../signer";
import { B, description, host, T } from "../../signer/support/asking";
import { cannedPairs, cookie, customPairs, policy, query } from "../../signer/support/handMade";
import { ec, rsa } from "../../signer/support/keys";
import { hiding, type Run, secureOrigin } from "../support";

const image = `${B}/image.jpg`;
const good = `${image}?${query(cannedPairs(image, T))}`;
const at = new Date((T - 1) * 1000).toISOString();

describe("secure-origin explain", () => {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-"));
  const file = join(folder, "distribution.json");
  const login = { errorCode: 403, responseCode: 403, responsePagePath: "/open/login.html" };
  writeFileSync(file, JSON.stringify({ ...description, customErrorResponses: [login] }));
  after(() => rmSync(folder, { recursive: true }));
  const explain = (url: string, ...flags: string[]): Promise<Run> =>
    secureOrigin("explain", url, "--now", at, "--distribution", file, ...flags);

  it("ends with 0 for allow, 3 for deny, 4 for unknown", async () => {
    const unknown = `${B}/file1.zip?${query(customPairs(policy({ resource: `${B}/file?.zip`, expires: T })))}`;
    const cases = [
      [good, 0, /^allow Allowed: /],
      [image, 3, /^deny MissingKey: /],
      [unknown, 4, /^unknown: .*\nrule +resource\.question-mark, open/],
    ] as const;
    for (const [url, code, words] of cases) {
      const run = await explain(url);
      assert.equal(run.code, code, run.err);
      assert.match(run.out, words);
      assert.equal(run.err, "");
    }
  });

  it("prints the verdict as one JSON object", async () => {
    const run = await explain(good.replace("image.jpg", "other.jpg"), "--json");
    const verdict = JSON.parse(run.out) as Verdict;
    assert.equal(run.code, 3);
    assert.deepEqual(
      [verdict.outcome, verdict.code, verdict.rule],
      ["deny", "AccessDenied", "canned.signature"],
    );
    assert.match(verdict.response?.body ?? "", /<Code>AccessDenied<\/Code>/);
    assert.equal(verdict.errorPage?.pagePath, "/open/login.html");
    assert.equal(verdict.behavior?.pathPattern, "*");
    assert.ok(verdict.trace.length > 0 && verdict.source.url.startsWith("https://docs.aws.amazon.com/"));
    assert.ok(verdict.comparison);
  });

  it("shows what was signed beside what arrived", async () => {
    const signed = `${B}/a?q=it's`;
    const run = await explain(`${B}/a?q=it%27s&${query(cannedPairs(signed, T))}`);
    assert.match(run.out, /signed +\{.*it's.*\nthis request +\{.*it%27s.*\nwhy +an apostrophe/);
  });

  it("shows a pasted link's control characters by their numbers, and never prints them", async () => {
    for (const hidden of hiding) {
      const link = `${B}/a${hidden}b`;
      const pairs = query(customPairs(policy({ resource: `${B}/${hidden}*`, expires: T })));
      for (const url of [
        link,
        `${link}?x=${hidden}`,
        `${B}/a?${pairs}`,
        `${B}/a?Policy=${hidden}&Signature=${hidden}`,
      ]) {
        for (const flags of [
          [],
          ["--json"],
          ["--cookie", `CloudFront-Policy=${hidden}`, "--method", hidden],
        ]) {
          const { out, err } = await explain(url, ...flags);
          assert.ok(!`${out}${err}`.includes(hidden.slice(0, 1)), JSON.stringify([url, flags, out, err]));
        }
      }
    }
    const turned = await explain(
      `${B}/a?${query(customPairs(policy({ resource: `${B}/\u202e*`, expires: T })))}`,
    );
    assert.ok(turned.out.includes(String.raw`${B}/\u202e*`), turned.out);
  });

  it("accepts cookies, a method and an address", async () => {
    const pairs = customPairs(policy({ resource: `${B}/*`, expires: T, ip: "192.0.2.0/24" }));
    const given = ["--cookie", cookie(pairs), "--method", "HEAD"];
    assert.equal((await explain(image, ...given, "--ip", "192.0.2.1")).code, 0);
    assert.equal((await explain(image, ...given, "--ip", "192.0.3.1")).code, 3);
    assert.equal((await explain(image, ...given)).code, 4);
  });

  it("refuses with exit code 2 what it cannot ask", async () => {
    for (const args of [
      ["/image.jpg", "--distribution", file],
      [image],
      [image, "--distribution", file, "--stack", "dev"],
      [image, "--distribution", file, "--ip", "junk"],
      [image, "--distribution", file, "--now", "yesterday"],
      [image, "--distribution", file, "--cookies", "a=b"],
    ]) {
      const run = await secureOrigin("explain", ...args);
      assert.deepEqual([run.code, run.out], [2, ""], args.join(" "));
    }
  });

  it("names the member of a distribution file that is wrong", async () => {
    const wrong = join(folder, "wrong.json");
    writeFileSync(
      wrong,
      JSON.stringify({ domainNames: [], behaviors: [{ pathPattern: "*", trustedKey: {} }] }),
    );
    const run = await secureOrigin("explain", image, "--distribution", wrong);
    assert.match(run.err, /^secure-origin: behaviors\[0\]\.trustedKey is unknown; /);
    writeFileSync(wrong, "{");
    assert.match((await secureOrigin("explain", image, "--distribution", wrong)).err, /is not JSON/);
    assert.equal((await secureOrigin("explain", image, "--distribution", join(folder, "none"))).code, 1);
  });

  describe("with a stack", () => {
    const type = (name: string): string =>
      `aws:cloudfront/${name[0]?.toLowerCase() ?? ""}${name.slice(1)}:${name}`;
    const resources = [
      { type: type("PublicKey"), id: rsa.id, outputs: { encodedKey: rsa.publicPem } },
      { type: type("PublicKey"), id: ec.id, outputs: { encodedKey: ec.publicPem } },
      { type: type("KeyGroup"), id: "group-1", outputs: { items: [rsa.id, ec.id] } },
      {
        type: type("Distribution"),
        id: "E1",
        outputs: {
          domainName: host,
          aliases: ["members.example.com"],
          orderedCacheBehaviors: [
            { pathPattern: "/open/*", viewerProtocolPolicy: "allow-all", trustedKeyGroups: [] },
          ],
          defaultCacheBehavior: { viewerProtocolPolicy: "https-only", trustedKeyGroups: ["group-1"] },
          customErrorResponses: [
            { errorCode: 403, responseCode: 0, responsePagePath: "", errorCachingMinTtl: 0 },
          ],
        },
      },
    ];
    const stacks = join(folder, "backend", ".pulumi", "stacks", "secure-origin");
    const write = (name: string, all: unknown): void =>
      writeFileSync(
        join(stacks, `${name}.json`),
        JSON.stringify({ checkpoint: { latest: { resources: all } } }),
      );
    const before = { ...process.env };
    before["PATH"] ??= "";

    beforeEach(() => {
      mkdirSync(stacks, { recursive: true });
      write("dev", resources);
      process.env["SECURE_ORIGIN_LOCAL_DIR"] = folder;
      process.env["PATH"] = folder;
    });
    afterEach(() => {
      process.env["PATH"] = before["PATH"];
      Reflect.deleteProperty(process.env, "SECURE_ORIGIN_LOCAL_DIR");
    });

    it("finds behaviors, keys and error pages in its state", async () => {
      assert.equal((await secureOrigin("explain", good, "--now", at, "--stack", "dev")).code, 0);
      const http = await secureOrigin(
        "explain",
        good.replace("https", "http"),
        "--now",
        at,
        "--stack",
        "dev",
      );
      assert.match(http.out, /^deny HttpsOnly/);
      assert.equal((await secureOrigin("explain", `${B}/open/a`, "--stack", "dev")).code, 0);
    });

    it("says what a stack lacks", async () => {
      write("empty", []);
      write("half", resources.slice(1));
      for (const [stack, words] of [
        ["empty", /has no CloudFront distribution/],
        ["half", new RegExp(`trusts ${rsa.id}, which is not in this stack`)],
        ["none", /there is no pulumi on PATH/],
        ["a b", /is not the name of a stack/],
      ] as const) {
        const run = await secureOrigin("explain", good, "--stack", stack);
        assert.deepEqual([run.code === 0, run.out], [false, ""]);
        assert.match(run.err, words);
      }
    });
  });
});

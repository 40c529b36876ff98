/** Requests that mean harm, against the project's own dev stack behind the edge: none gets what it should not. */
import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { once } from "node:events";

import type { RequestRecord, RunningEdge } from "../../../local/edge";
import { epochSeconds, now } from "../../../signer";
import { type Behind, membersBehind, premiumCookies, strictBehind } from "./support/behind";
import { DevSite, host, plays } from "./support/devSite";
import { testErrorsWithCookies } from "./support/errorsWithCookies";
import {
  crossing,
  get,
  parameters,
  type Row,
  row,
  spellings,
  table,
  warmSpellings,
} from "./support/hostileRows";
import { doubtfulPolicies, tricks } from "./support/openPoints";
import { type RawAnswer, send } from "./support/raw";
import { strict } from "./support/strictApp";

/** The dev stack, for all suites of this file. */
let site: DevSite;
before(async function () {
  this.timeout(120_000);
  // A folder of small files that the edge caches.
  site = await DevSite.start((text) =>
    text.replace(
      "    - { pattern: /secure/*,",
      "    - { pattern: /secure/files/*, content: static }\n    - { pattern: /secure/*,",
    ),
  );
  site.app.answer = strict;
});
after(() => site.stop());

const applications = {
  "an app that keeps the rules": strictBehind,
  "the members app": membersBehind,
};

for (const [what, start] of Object.entries(applications)) {
  describe(`hostile requests to ${what}`, function () {
    this.timeout(120_000);
    let behind: Behind;
    before(async () => {
      behind = await start(site);
    });
    after(() => behind.stop());
    beforeEach(() => behind.forget());

    const addressOf = ({ listener = "https" }: Row): string => {
      const { strict: edge } = behind.edges;
      const { id } = behind.instance;
      return {
        https: edge.httpsUrl,
        http: edge.url,
        balancer: edge.albUrl,
        instance: edge.instanceUrls[id]?.[8444] ?? "",
      }[listener];
    };
    const ask = (one: Row): Promise<RawAnswer> =>
      send(addressOf(one), behind.aim(one.bytes), one.from === undefined ? {} : { from: one.from });
    const everyEdge = (): RunningEdge[] => Object.values(behind.edges);
    /** Fails the test if an answer holds what is under one of the prefixes, or a cookie in an error. */
    const holdsNothingOf = ({ text, status, headers }: RawAnswer, prefixes: readonly string[]): void => {
      assert.ok(status < 400 || headers["set-cookie"] === undefined, headers["set-cookie"]);
      for (const prefix of prefixes) {
        const content = behind.contents[prefix] ?? "";
        assert.ok(content.length > 10 && !text.includes(content), text.slice(0, 400));
      }
    };
    const allPrefixes = (): string[] => Object.keys(behind.contents);
    const nothingAtMembersPort = (): void =>
      assert.deepEqual(
        behind.taken().filter(({ tier }) => tier === "members"),
        [],
      );
    /** Fails the test if the members port has taken up a request for another prefix than /premium/. */
    const premiumAtMost = (): void =>
      assert.deepEqual(
        behind.taken().filter(({ tier, url }) => tier === "members" && /^.(?:secure|downloads)\b/i.test(url)),
        [],
      );

    for (const [title, rows] of Object.entries(table)) {
      describe(`without a credential: ${title}`, () => {
        for (const one of rows) {
          it(JSON.stringify(one.name), async () => {
            const answer = await ask(one);
            holdsNothingOf(answer, allPrefixes());
            nothingAtMembersPort();
            assert.ok(
              behind.taken().every(({ url }) => !url.includes("smuggled")),
              "a smuggled request arrived",
            );
            assert.ok(one.expect.includes(answer.status), `${answer.status}: ${answer.text.slice(0, 400)}`);
          });
        }
      });
    }

    describe("without a credential, and every open point read as a viewer would like it", () => {
      for (const { name, bytes } of [...spellings, ...parameters]) {
        it(JSON.stringify(name), async () => {
          for (const edge of everyEdge()) {
            const answer = await send(edge.httpsUrl, behind.aim(bytes));
            holdsNothingOf(answer, allPrefixes());
            nothingAtMembersPort();
            assert.ok([400, 403, 404].includes(answer.status), answer.text);
          }
        });
      }

      it("lets some through to the public port that the edge refuses, or it would show nothing", async () => {
        const { strict: own, publicFirst } = behind.edges;
        const bytes = behind.aim(get("/%70remium/x"));
        assert.equal((await send(own.httpsUrl, bytes)).status, 403);
        assert.notEqual((await send(publicFirst.httpsUrl, bytes)).status, 403);
      });
    });

    describe("with a credential for /premium/ that is right, while a file of another folder is cached", () => {
      before(async () => {
        const file = `https://${host}${behind.cachedFile}`;
        const url = site.signer("sha256").signUrl({ url: file, expires: epochSeconds(now() + 600) });
        const target = url.slice(`https://${host}`.length);
        for (const edge of everyEdge()) {
          await send(edge.httpsUrl, get(target));
          const warm = await send(edge.httpsUrl, get(target));
          assert.equal(warm.headers["x-cache"], "Hit from cloudfront");
          assert.ok(warm.text.includes(behind.contents["/secure/"] ?? assert.fail()));
        }
      });

      for (const written of warmSpellings) {
        it(`opens ${written("/FILE")} to anyone who knows the name where the cache is keyed by normalised paths, and only there`, async () => {
          const bytes = get(written(behind.cachedFile), `Cookie: ${behind.cookie}`);
          const { strict: raw, signedFirstNormalisedKey } = behind.edges;
          const opened = await send(signedFirstNormalisedKey.httpsUrl, bytes);
          assert.ok(
            opened.text.includes(behind.contents["/secure/"] ?? assert.fail()),
            opened.text.slice(0, 400),
          );
          holdsNothingOf(await send(raw.httpsUrl, bytes), ["/secure/"]);
        });
      }

      it("reaches /premium/ itself", async () => {
        const answer = await ask(row("", get("/premium/x", `Cookie: ${behind.cookie}`)));
        assert.equal(answer.status, 200);
        assert.ok(answer.text.includes(behind.contents["/premium/"] ?? assert.fail()));
      });

      for (const target of crossing) {
        for (const carried of ["cookies", "query"] as const) {
          it(`not ${JSON.stringify(target)}, by ${carried}`, async () => {
            const joint = target.includes("?") ? "&" : "?";
            const bytes =
              carried === "cookies"
                ? get(target, `Cookie: ${behind.cookie}`)
                : get(`${target}${joint}${queryOf(site)}`, `Cookie: ${behind.cookie}`);
            for (const edge of everyEdge()) {
              const answer = await send(edge.httpsUrl, behind.aim(bytes));
              holdsNothingOf(answer, ["/secure/", "/downloads/"]);
              premiumAtMost();
              assert.ok([400, 403, 404].includes(answer.status), answer.text.slice(0, 400));
            }
          });
        }
      }

      for (const [name, written] of Object.entries(tricks)) {
        it(`not another prefix, with ${name}, whichever way that is read`, async () => {
          const values = Object.entries(premiumCookies(site).values);
          const parts = values.map(([full, value]) => [full.replace("CloudFront-", ""), value] as const);
          const bytes = (target: string): string => behind.aim(written(target, parts));
          for (const edge of everyEdge()) {
            for (const target of [
              "/secure/x",
              "/downloads/x",
              "/premium/../secure/x",
              "/premium/..%2fsecure/x",
            ]) {
              const answer = await send(edge.httpsUrl, bytes(target));
              holdsNothingOf(answer, ["/secure/", "/downloads/"]);
              premiumAtMost();
              assert.ok([400, 403].includes(answer.status), answer.text.slice(0, 400));
            }
          }
          // It is an open point: refused as it is, and right for its own prefix where it is read so.
          assert.equal((await send(behind.edges.strict.httpsUrl, bytes("/premium/x"))).status, 403);
          const own = await send(behind.edges.signedFirst.httpsUrl, bytes("/premium/x"));
          assert.ok(own.text.includes(behind.contents["/premium/"] ?? assert.fail()), own.text.slice(0, 400));
        });
      }
    });

    it("lets the load balancer itself reach the instance, so that the others were refused for who they are", async () => {
      const answer = await ask({ ...row("", get("/premium/x")), listener: "instance", from: plays.balancer });
      assert.equal(answer.status, 200);
    });
  });
}

describe("policies for /premium/ that can be read in two ways", () => {
  for (const [name, write] of Object.entries(doubtfulPolicies)) {
    it(`open no other prefix in any of them, and are refused for their own: ${name}`, async () => {
      const bytes = Buffer.from(write());
      const written = (text: Buffer): string =>
        text.toString("base64").replace(/\+/g, "-").replace(/=/g, "_").replace(/\//g, "~");
      const query = [
        `Policy=${written(bytes)}`,
        `Signature=${written(sign("sha256", bytes, site.privateKey))}`,
        `Key-Pair-Id=${site.keyId}`,
        "Hash-Algorithm=SHA256",
      ].join("&");
      const outcomes: unknown[] = [];
      for (const path of ["/premium/x", "/secure/x", "/downloads/x"]) {
        const over = once(site.edge.events, "request");
        const { status } = await send(site.edge.httpsUrl, get(`${path}?${query}`));
        const [{ verdict }] = (await over) as [RequestRecord];
        assert.equal(status, 403);
        outcomes.push(verdict?.outcome);
      }
      assert.deepEqual(outcomes, ["unknown", "deny", "deny"]);
    });
  }
});

describe("hostile requests, as the application sees them", () => {
  beforeEach(() => {
    site.app.seen.length = 0;
  });
  const ask = (bytes: string): Promise<RawAnswer> => send(site.edge.httpsUrl, bytes);

  it("carry the edge's own header, whatever the viewer calls its copy", async () => {
    const copies = [
      "X-From-CloudFront: a",
      "x-from-cloudfront: b",
      "X_From_CloudFront: c",
      "X-FROM-CLOUDFRONT: d",
    ];
    await ask(get("/", ...copies));
    const [seen] = site.app.seen;
    const values = seen?.headers.filter(([name]) => /^x.from.cloudfront$/i.test(name)) ?? [];
    assert.deepEqual(
      values.map(([name]) => name),
      ["X-From-CloudFront"],
    );
    assert.match(values[0]?.[1] ?? "", /^[0-9a-f]{64}$/);
  });

  it("carry the viewer's real address, appended to what the viewer claims", async () => {
    await ask(
      get("/", "CloudFront-Viewer-Address: 6.6.6.6:1", "X-Forwarded-For: 6.6.6.6", "X-Real-IP: 6.6.6.6"),
    );
    const headers = site.app.seen[0]?.headers ?? [];
    const of = (wanted: string): string[] =>
      headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
    assert.match(of("cloudfront-viewer-address").join(), /^127\.0\.0\.1:\d+$/);
    assert.match(of("x-forwarded-for").join(), /^6\.6\.6\.6,127\.0\.0\.1, 130\.176\.0\.1$/);
    assert.deepEqual(of("x-real-ip"), []);
  });

  it("are judged one by one on a connection", async () => {
    const first = get("/").replace("Connection: close\r\n", "");
    const answer = await ask(first + get("/premium/x"));
    assert.equal(answer.count, 2);
    assert.match(answer.text, /HTTP\/1\.1 403 /);
    assert.ok(site.app.seen.every(({ tier }) => tier === "public"));
  });
});

testErrorsWithCookies(() => site);

/** A credential for /premium/ as parameters. */
function queryOf(signed: DevSite): string {
  return Object.entries(premiumCookies(signed).values)
    .map(([name, value]) => `${name.replace("CloudFront-", "")}=${value}`)
    .join("&");
}

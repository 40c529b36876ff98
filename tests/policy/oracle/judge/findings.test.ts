/** The requests that findings name, walked again by the judge, and the stacks that a preview cannot tell apart. */
import assert from "node:assert/strict";
import { nothing, type World } from "../world/world";
import { namesRequests, replaysFinding } from "./findings";
import { judge } from "./judge";
import { alikeInPreview } from "./previews";
import { balancer, distribution, network } from "./worlds";

const bucket = (name: string) => ({ name, readers: [{ distribution: "site" }], blocks: "all" as const });
const origin = (id: string, name: string) => ({ id, target: { bucket: name, control: "signs" as const } });

/** A site whose `/premium/*` is signed, on the bucket of the public pages or on one of its own. */
function site(signedBucket: string): World {
  return {
    ...nothing,
    buckets: [bucket("pages"), bucket("vault")],
    distributions: [
      {
        ...distribution({ bucket: "pages", control: "signs" }),
        origins: [origin("app", "pages"), origin("members", signedBucket)],
        behaviors: [{ pattern: "/premium/*", origin: "members", signed: true }],
      },
    ],
  };
}

const urn = "urn:pulumi:dev::members::aws:cloudfront/distribution:Distribution::site";

describe("a finding that names requests", () => {
  const replays = (world: World, message: string): boolean => {
    assert.ok(namesRequests({ urn, message }));
    return replaysFinding(world, { urn, message });
  };

  it("holds if both arrive at one place, one without a signature", () => {
    const meeting = (path: string) => `x, for example ${path} without a signature and /premium/a with one.`;
    assert.ok(replays(site("pages"), meeting("/premium%2Fa")));
    assert.ok(!replays(site("vault"), meeting("/premium%2Fa")));
    assert.ok(!replays(site("pages"), meeting("/premium/a")), "this one needs a signature");
    assert.ok(!replays(site("pages"), meeting("another spelling of /b")));
  });

  it("holds if a secure path needs no signature", () => {
    const secure = (path: string) =>
      `behaviors[0].trustedKeyGroups: ${path} is served without a signature by the default behavior.`;
    assert.ok(replays(site("vault"), secure("/premium")));
    assert.ok(!replays(site("vault"), secure("/premium/a")));
  });

  it("holds if an object is read at its path", () => {
    const object = (path: string) =>
      `the object premium/a, which needs a signature in x, is served without one by the default behavior as ${path}.`;
    assert.ok(replays(site("pages"), object("/premium%2Fa")));
    assert.ok(!replays(site("pages"), object("/a")));
  });

  it("is any other finding", () => {
    const message = "ingress[0].cidrBlocks[0]: 0.0.0.0/0 is open.";
    assert.ok(!namesRequests({ urn, message }));
    assert.ok(replaysFinding(site("pages"), { urn, message }));
  });
});

describe("a first preview", () => {
  const target = { vpcOrigin: { to: "alb" }, port: 443 };
  const tiers = (moment: World["moment"], sent: readonly [string, string, string]): World =>
    network({
      moment,
      servers: network().servers.map((server) => ({ ...server, publicAddress: false })),
      groups: [{ name: "open", vpc: "vpc", form: "inline", rules: [] }],
      targetGroups: [8443, 9443].map((port) => ({
        name: `targets-${port}`,
        vpc: "vpc",
        protocol: "HTTPS" as const,
        type: "instance" as const,
        port,
        targets: [{ to: "app" }],
      })),
      loadBalancers: [
        balancer({
          name: "alb",
          kind: "application",
          groups: [{ to: "open" }],
          listeners: [
            {
              name: "listener",
              port: 443,
              byDefault: { refuse: true },
              rules: [
                { name: "public", header: "public", action: { forward: "targets-8443" } },
                { name: "members", header: "members", action: { forward: "targets-9443" } },
              ],
            },
          ],
        }),
      ],
      distributions: [
        distribution(target, {
          origins: sent.map((header, at) => ({ id: ["app", "members", "more"][at] ?? "", target, header })),
          behaviors: [
            { pattern: "/premium/*", origin: "members", signed: true },
            { pattern: "/secure/*", origin: "more", signed: true },
          ],
        }),
      ],
    });

  it("cannot tell which origin sends which secret", () => {
    assert.deepEqual(
      alikeInPreview(tiers("preview", ["public", "members", "members"])).map(({ distributions }) =>
        distributions[0]?.origins.map(({ header }) => header).join(" "),
      ),
      [
        "public public members",
        "public members public",
        "members public public",
        "members public members",
        "members members public",
      ],
    );
    assert.deepEqual(alikeInPreview(tiers("known", ["public", "members", "members"])), []);
  });

  it("shows content that is served both ways only if each stack that it may be serves it so", () => {
    const verdict = (world: World): string => {
      const judgement = judge(world);
      return judgement.verdict === "closed" ? `closed ${judgement.loose.length > 0}` : judgement.verdict;
    };
    assert.equal(verdict(tiers("known", ["public", "members", "public"])), "exposed");
    assert.equal(verdict(tiers("preview", ["public", "members", "public"])), "closed true");
    assert.equal(verdict(tiers("preview", ["public", "members", "members"])), "closed true");
    assert.equal(verdict(tiers("known", ["public", "members", "members"])), "closed false");
    assert.equal(verdict(tiers("preview", ["public", "public", "public"])), "exposed");
  });
});

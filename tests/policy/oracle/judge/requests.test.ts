/** The judge's requests on hand-made distributions, each from a page of AWS. */
import assert from "node:assert/strict";
import type { Bucket, Distribution, WebFunction } from "../world/edge";
import { nothing, type World } from "../world/world";
import { directWitness } from "./direct";
import { matches, normalized } from "./paths";
import { replaysRequest, requestWitness } from "./requests";
import { balancer, distribution, network } from "./worlds";

const bucket = (name: string, more: Partial<Bucket> = {}): Bucket => ({
  name,
  readers: [{ distribution: "site" }],
  blocks: "all",
  ...more,
});

/** Returns what is served without a signature that needs one. */
function served(world: World): string | undefined {
  const witness = requestWitness(world);
  assert.ok(witness === undefined || replaysRequest(world, witness));
  return witness?.why === "also served signed" ? witness.open.content : undefined;
}

/** A distribution whose default behavior is public, and whose `/premium/*` is signed. */
function site(publicPath: string | undefined, signedBucket: string, more: Partial<Distribution> = {}): World {
  const base = distribution({ bucket: "pages", control: "signs" });
  const origins = [
    {
      id: "app",
      target: { bucket: "pages", control: "signs" as const },
      ...(publicPath && { path: publicPath }),
    },
    { id: "members", target: { bucket: signedBucket, control: "signs" as const } },
  ];
  return {
    ...nothing,
    buckets: [bucket("pages"), bucket("vault")],
    distributions: [
      { ...base, origins, behaviors: [{ pattern: "/premium/*", origin: "members", signed: true }], ...more },
    ],
  };
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
describe("a path pattern", () => {
  it("takes `*` for any text and `?` for one character, with or without its first slash, by case", () => {
    assert.ok(matches("images/*.jpg", "/images/a/b.jpg"));
    assert.ok(matches("/a?c/*", "/abc/x"));
    assert.ok(!matches("*.doc?", "/x.doc"));
    assert.ok(!matches("/premium/*", "/Premium/x"));
    assert.ok(!matches("/premium/*", "/premium%2Fx"));
  });
});

describe("the path that CloudFront compares", () => {
  it("has no dot segments, repeated slashes or needless encoding; an encoded slash stays", () => {
    assert.equal(normalized("/premium/x/../../a"), "/a");
    assert.equal(normalized("//%70remium/./a/"), "/premium/a/");
    assert.equal(normalized("/premium%2Fa"), "/premium%2Fa");
    assert.equal(normalized("/a/.."), "/");
  });
});

describe("a request without a signature", () => {
  it("is served an object of a signed path from the same bucket, by an encoded slash", () => {
    assert.deepEqual(requestWitness(site(undefined, "pages")), {
      why: "also served signed",
      open: {
        distribution: "site",
        path: "/premium%2F",
        behavior: "*",
        origin: "app",
        content: "pages/premium/",
      },
      signed: {
        distribution: "site",
        path: "/premium/",
        behavior: "/premium/*",
        origin: "members",
        content: "pages/premium/",
      },
    });
  });

  it("is not served it from another bucket, or below an origin path of its own", () => {
    assert.equal(requestWitness(site(undefined, "vault")), undefined);
    assert.equal(requestWitness(site("/public", "pages")), undefined);
  });

  it("is served a secure path by an earlier public behavior, and by a pattern that leaves some of it out", () => {
    const behaviors = [
      { pattern: "*.jpg", origin: "app", signed: false },
      { pattern: "/premium/*", origin: "members", signed: true },
    ];
    const covered = site(undefined, "vault", { behaviors, securePaths: ["/premium/*"] });
    assert.equal(requestWitness(covered)?.open.path, "/premium/.jpg");
    assert.equal(requestWitness(site(undefined, "vault", { securePaths: ["/premium/*"] })), undefined);
    assert.equal(requestWitness(site(undefined, "vault", { securePaths: ["/prem*"] }))?.why, "secure path");
  });

  it("is served by the second origin of a group", () => {
    const originGroups = [{ id: "both", members: ["app", "members"] as const }];
    const byDefault = { pattern: "*", origin: "both", signed: false };
    assert.equal(served(site(undefined, "vault", { originGroups, byDefault })), "vault/premium/");
  });
});

describe("tiers behind a load balancer", () => {
  const tiers = (checks: "members" | undefined, port: number): World => {
    const target = { vpcOrigin: { to: "alb" }, port: 443 };
    const targets = (name: string, at: number) => ({
      name,
      vpc: "vpc",
      protocol: "HTTPS" as const,
      type: "instance" as const,
      port: at,
      targets: [{ to: "app" }],
    });
    return network({
      targetGroups: [targets("targets", 8443), targets("members-targets", port)],
      loadBalancers: [
        balancer({
          name: "alb",
          kind: "application",
          listeners: [
            {
              name: "listener",
              port: 443,
              byDefault: { forward: "targets" },
              rules: [
                { name: "rule", ...(checks && { header: checks }), action: { forward: "members-targets" } },
              ],
            },
          ],
        }),
      ],
      distributions: [
        distribution(target, {
          origins: [
            { id: "app", target },
            { id: "members", target, header: "members" },
          ],
          behaviors: [{ pattern: "/premium/*", origin: "members", signed: true }],
        }),
      ],
    });
  };

  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
  it("are not apart by a path condition alone, since CloudFront sends dot segments that it does not compare", () => {
    const world = tiers("members", 9443);
    const [alb] = world.loadBalancers;
    const rule = { name: "rule", path: "/premium/*", action: { forward: "members-targets" } };
    const listeners = alb?.listeners.map((listener) => ({ ...listener, rules: [rule] })) ?? [];
    const byPath = { ...world, loadBalancers: [balancer({ ...alb, listeners })] };
    const witness = requestWitness(byPath);
    assert.equal(witness?.open.path, "/premium/x/../../premium%2F");
    assert.equal(served(byPath), "app:9443");
  });

  it("have a witness that does not hold in another stack, by another behavior or for another port", () => {
    const world = tiers(undefined, 9443);
    const witness = requestWitness(world);
    assert.ok(witness?.why === "also served signed");
    assert.ok(replaysRequest(world, witness));
    assert.ok(!replaysRequest(tiers("members", 9443), witness));
    const { open, signed } = witness;
    for (const wrong of [{ behavior: "/premium/*" }, { origin: "members" }, { content: "app:8443" }]) {
      assert.ok(!replaysRequest(world, { ...witness, open: { ...open, ...wrong } }));
    }
    for (const wrong of [{ behavior: "*" }, { origin: "app" }, { path: "/a" }]) {
      assert.ok(!replaysRequest(world, { ...witness, signed: { ...signed, ...wrong } }));
    }
  });

  it("are apart if a rule checks the header of the signed origin and forwards to a port of its own", () => {
    assert.equal(requestWitness(tiers("members", 9443)), undefined);
    assert.equal(served(tiers(undefined, 9443)), "app:9443");
    assert.equal(served(tiers("members", 8443)), "app:8443");
  });
});

describe("a direct request", () => {
  const as = (more: Partial<Bucket>): string | undefined =>
    directWitness({ ...site(undefined, "vault"), buckets: [bucket("pages", more)] })?.as;

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
  it("reads a bucket for everybody unless public access is blocked, and for another account although it is", () => {
    assert.equal(as({ readers: ["everybody"], blocks: "none" }), "anybody");
    assert.equal(as({ readers: ["everybody"] }), undefined);
    assert.equal(as({ readers: [{ account: "444455556666" }] }), "another account");
    assert.equal(as({ readers: [{ anyDistributionOf: "any" }] }), "another account's distribution");
    assert.equal(as({}), undefined);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  it("invokes a function's URL that demands no signature, or that takes everybody's", () => {
    const invoked = (more: Partial<WebFunction>): string | undefined =>
      directWitness({
        ...nothing,
        functions: [{ name: "function", urlAuthorization: "AWS_IAM", ...more }],
        distributions: [distribution({ functionUrl: "function", control: "signs" })],
      })?.as;
    assert.equal(invoked({ urlAuthorization: "NONE" }), "anybody");
    assert.equal(invoked({ invoker: "everybody" }), "any AWS account");
    assert.equal(invoked({ invoker: { anyDistribution: true } }), "another account's distribution");
    assert.equal(invoked({ invoker: { distribution: "site" } }), undefined);
  });
});

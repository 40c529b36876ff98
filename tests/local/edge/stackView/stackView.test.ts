import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LiveView } from "../../../../local/edge/stackView/liveView";
import { readStackView } from "../../../../local/edge/stackView/stackView";
import { ec } from "../../../signer/support/keys";
import { AccountFolder, account, distribution, keys, record } from "../support/plainAccount";

const day = 86_400_000;

describe("the view of a stack", () => {
  it("has the behaviors in order, the default last, with the ids of the keys they trust", () => {
    const view = readStackView(account(distribution(), ...keys), 0);
    assert.deepEqual(
      view.distribution.behaviors.map(({ pathPattern, trustedKeyIds }) => [pathPattern, trustedKeyIds]),
      [
        ["/premium/*", [ec.id]],
        ["*", []],
      ],
    );
  });

  it("does not exist while a key or a group that a behavior trusts is missing, or the group is empty", () => {
    const [group, key] = keys;
    assert.ok(group !== undefined && key !== undefined);
    const empty = record("aws:cloudfront/keyGroup:KeyGroup", "group-1", { items: [] });
    assert.throws(
      () => readStackView(account(distribution(), key), 0),
      /KeyGroup group-1, which is not there/,
    );
    assert.throws(
      () => readStackView(account(distribution(), group), 0),
      /PublicKey K2EC\w+, which is not there/,
    );
    assert.throws(() => readStackView(account(distribution(), empty), 0), /group-1, which is empty/);
  });

  it("does not exist with what the edge does not play: functions at the edge, keys of accounts", () => {
    const functions = [{ eventType: "viewer-request", functionArn: "arn:aws:cloudfront::1:function/f" }];
    for (const [odd, said] of [
      [{ functionAssociations: functions }, /runs functions/],
      [{ trustedSigners: ["self"] }, /trusts accounts/],
    ] as const) {
      const one = distribution("E1", { orderedCacheBehaviors: [{ pathPattern: "/a", ...odd }] });
      assert.throws(() => readStackView(account(one, ...keys), 0), said);
    }
  });

  it("asks which distribution is meant where there are several, and finds it by stack, id or name", () => {
    const both = account(
      distribution("E1"),
      distribution("E2", { aliases: ["b.example.com"] }, "prod"),
      ...keys,
    );
    assert.throws(
      () => readStackView(both, 0),
      /2 distributions are up \(members\.example\.com, b\.example\.com\)/,
    );
    const prod = { project: "site", name: "prod" };
    const found = [{ stack: prod }, { distribution: "E2" }, { distribution: "b.example.com" }].map(
      (selected) => readStackView(both, 0, selected).distribution.id,
    );
    assert.deepEqual(found, ["E2", "E2", "E2"]);
    assert.throws(
      () => readStackView(both, 0, { distribution: "E3" }),
      ({ message }: Error) =>
        message === "there is no such distribution; bring the stack up first: npm start",
    );
  });

  it("is that of the project's own stack, where another project has one of the same name", () => {
    const own = distribution("E1");
    const other = distribution("E2", { aliases: ["b.example.com"] }, "dev", "other");
    const dev = (project: string) => ({ stack: { project, name: "dev" } });
    for (const both of [account(own, other, ...keys), account(other, own, ...keys)]) {
      assert.equal(readStackView(both, 0, dev("site")).distribution.id, "E1");
      assert.equal(readStackView(both, 0, dev("other")).distribution.id, "E2");
      assert.throws(
        () => readStackView(both, 0, dev("third")),
        ({ message }: Error) =>
          message ===
          "stack dev of project third has no distribution that is up; bring the stack up first: npm start",
      );
    }
  });

  it("is what acts at the moment: a change on its way is not in it yet", () => {
    const now = distribution();
    const later = distribution("E1", { enabled: false });
    const pending = { until: new Date(day).toISOString(), before: now.outputs };
    const changing = account({ ...later, pending }, ...keys);
    assert.equal(readStackView(changing, day - 1).distribution.enabled, true);
    assert.equal(readStackView(changing, day + 1).distribution.enabled, false);
  });

  it("has the names of every certificate that a listener may answer with", () => {
    const certificate = (domainName: string) =>
      record("aws:acm/certificate:Certificate", domainName, { domainName });
    const listed = (listenerArn: string, certificateArn: string) =>
      record("aws:lb/listenerCertificate:ListenerCertificate", `${listenerArn}_${certificateArn}`, {
        listenerArn,
        certificateArn,
      });
    const view = readStackView(
      account(
        distribution(),
        ...keys,
        record("aws:lb/loadBalancer:LoadBalancer", "alb", {}),
        record("aws:lb/listener:Listener", "https", {
          loadBalancerArn: "alb",
          certificateArn: "new.example.com",
        }),
        ...["new.example.com", "old.example.com", "other.example.com"].map(certificate),
        listed("https", "old.example.com"),
        listed("another", "other.example.com"),
      ),
      0,
    );
    assert.deepEqual(
      view.balancers.get("alb")?.listeners.map(({ certificateNames }) => certificateNames),
      [["new.example.com", "old.example.com"]],
    );
  });

  it("has the KMS key of each object: its own, that of the bucket's default, or none", () => {
    const key = record("aws:kms/key:Key", "key-1", { arn: "arn:key-1", policy: "{}" });
    const bucket = { bucket: "films", arn: "arn:films", bucketRegionalDomainName: "films.s3" };
    const object = (name: string, more: object = {}) =>
      record("aws:s3/bucketObjectv2:BucketObjectv2", `films/${name}`, {
        bucket: "films",
        key: name,
        content: name,
        ...more,
      });
    const keysUnder = (byDefault: object) => {
      const all = account(
        distribution("E1", {
          origins: [{ originId: "films", domainName: "films.s3", originAccessControlId: "oac-1" }],
        }),
        ...keys,
        key,
        record("aws:s3/bucket:Bucket", "films", bucket),
        record(
          "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
          "films",
          { bucket: "films", rules: [{ applyServerSideEncryptionByDefault: byDefault }] },
        ),
        record("aws:cloudfront/originAccessControl:OriginAccessControl", "oac-1", {
          signingBehavior: "always",
        }),
        object("plain"),
        object("own", { kmsKeyId: "arn:key-1" }),
      );
      const origin = readStackView(all, 0).distribution.origins.get("films");
      assert.ok(origin?.kind === "bucket");
      return [...origin.bucket.objects].map(([name, found]) => [name, found.key]);
    };
    const found = { arn: "arn:key-1", policy: "{}" };
    const own = ["own", found];
    assert.deepEqual(keysUnder({ sseAlgorithm: "AES256" }), [["plain", undefined], own]);
    assert.deepEqual(keysUnder({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "key-1" }), [
      ["plain", found],
      own,
    ]);
    assert.deepEqual(keysUnder({ sseAlgorithm: "aws:kms" }), [
      ["plain", { arn: "alias/aws/s3", policy: undefined }],
      own,
    ]);
  });

  it("has AWS's own policies by their ids", () => {
    const optimized = { cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" };
    const security = { responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03" };
    const exceptHost = { originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac" };
    const one = distribution("E1", {
      orderedCacheBehaviors: [],
      defaultCacheBehavior: { ...optimized, ...security, ...exceptHost, targetOriginId: "app" },
    });
    const [behavior] = readStackView(account(one), 0).distribution.behaviors;
    assert.ok(behavior !== undefined);
    assert.equal(behavior.cache.minTtl, 1);
    assert.ok(behavior.cache.gzip && behavior.cache.brotli);
    assert.equal(behavior.originRequest?.headers.mode, "allExcept");
    assert.deepEqual([...behavior.originRequest.headers.names], ["host"]);
    assert.deepEqual(
      behavior.responseHeaders?.set.map(({ name, value }) => `${name}: ${value}`),
      [
        "Strict-Transport-Security: max-age=31536000",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: SAMEORIGIN",
        "Referrer-Policy: strict-origin-when-cross-origin",
        "X-XSS-Protection: 1; mode=block",
      ],
    );
    assert.equal(behavior.viewerProtocolPolicy, "https-only", "what is not said is the strict one");
  });
});

describe("a view that follows", () => {
  const folder = new AccountFolder();
  const live = new LiveView(folder.dir, {});
  after(() => {
    live.close();
    folder.remove();
  });

  it("says so while there is no account, is whole when there is one, and refuses one that broke", () => {
    assert.match(live.current().problem ?? "", /empty/);
    folder.write(account(distribution(), ...keys));
    const first = live.current();
    assert.equal(first.view?.distribution.id, "E1");
    assert.equal(live.current(), first, "nothing changed, nothing read");
    folder.write(account(distribution("E1", { comment: "no keys" })));
    assert.match(live.current().problem ?? "", /group-1/);
  });

  it("refuses while the file is damaged, and is whole again once it is", () => {
    for (const damaged of ["{", "null"]) {
      writeFileSync(join(folder.dir, "account.json"), damaged);
      assert.notEqual(live.current().problem, undefined, damaged);
    }
    folder.write(account(distribution(), ...keys));
    assert.equal(live.current().view?.distribution.id, "E1");
  });

  it("changes by itself when a change that was on its way takes effect", async () => {
    const pending = { until: new Date(Date.now() + 60).toISOString(), before: distribution().outputs };
    folder.write(account({ ...distribution("E1", { enabled: false }), pending }, ...keys));
    assert.equal(live.current().view?.distribution.enabled, true);
    while (live.current().view?.distribution.enabled === true) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
});

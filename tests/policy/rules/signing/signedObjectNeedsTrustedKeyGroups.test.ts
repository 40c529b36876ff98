import assert from "node:assert/strict";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { signedObjectNeedsTrustedKeyGroups as rule } from "../../../../policy/rules/signing/signedObjectNeedsTrustedKeyGroups";
import { findingsIn } from "../../support/exampleFindings";

const domainName = "videos.s3.eu-west-1.amazonaws.com";
const videos = { originId: "videos", domainName };
const signed = { pathPattern: "/videos/*", targetOriginId: "videos", trustedKeyGroups: ["group"] };

/** Creates a distribution; its origins depend on the resources `from`. */
function edge(
  origins: object[],
  ordered: object[],
  fallback: object,
  { name = "edge", from = [] as string[], ...others } = {},
): ExampleResource {
  return {
    type: t.distribution,
    name,
    props: { origins, orderedCacheBehaviors: ordered, defaultCacheBehavior: fallback, ...others },
    from: { origins: from },
  };
}
const found = (...resources: ExampleResource[]) =>
  findingsIn(rule, several("", ...resources)).map(({ path, why, unknown = false }) => ({
    path,
    why,
    unknown,
  }));

describe(rule.name, () => {
  it("knows a bucket by each of its domain names, also outside the stack", () => {
    const other = edge(
      [{ originId: "all", domainName: "videos.s3-website-eu-west-1.amazonaws.com", customOriginConfig: {} }],
      [],
      {
        targetOriginId: "all",
      },
      { name: "other" },
    );
    assert.deepEqual(found(edge([videos], [signed], { targetOriginId: "app" }), other), [
      {
        path: "defaultCacheBehavior.targetOriginId",
        why: 'the object videos/a, which needs a signature in behavior #0 "/videos/*", is served without one by the default behavior as /videos/a',
        unknown: false,
      },
    ]);
  });

  it("follows the alias of an access point to its bucket", () => {
    const resources = [
      { type: t.bucket, name: "bucket", props: { bucket: "videos", bucketRegionalDomainName: domainName } },
      {
        type: t.accessPoint,
        name: "point",
        props: { bucket: "videos", alias: "point-s3alias", domainName: "point.s3" },
      },
      edge([videos, { originId: "point", domainName: "point.s3" }], [signed], { targetOriginId: "point" }),
    ];
    assert.equal(found(...resources).length, 1);
  });

  it("accepts another bucket, and a behavior that trusts AWS accounts", () => {
    const pages = { originId: "pages", domainName: "pages.s3.eu-west-1.amazonaws.com" };
    assert.deepEqual(found(edge([videos, pages], [signed], { targetOriginId: "pages" })), []);
    const signers = { targetOriginId: "videos", trustedSigners: ["self"] };
    assert.deepEqual(found(edge([videos], [signed], signers)), []);
  });

  it("leaves buckets to the update that cannot be told apart in preview", () => {
    const buckets = ["a", "b"].map((name) => ({ type: t.bucket, name, props: {} }));
    const origins = ["videos", "pages"].map((originId) => ({ originId, domainName: unknownValue }));
    const from = ["a", "b"];
    const two = edge(origins, [signed], { targetOriginId: "pages" }, { from });
    assert.deepEqual(found(...buckets, two), [
      {
        path: "origins[1].domainName",
        why: 'the default behavior may serve objects that behavior #0 "/videos/*" serves with a signature, since this is not known in preview',
        unknown: true,
      },
    ]);
    const one = edge(origins.slice(0, 1), [signed], { targetOriginId: "videos" }, { from });
    assert.equal(found(...buckets, one)[0]?.unknown, false);
  });

  it("refuses an originPath that is no path", () => {
    const odd = { originId: "odd", domainName, originPath: "/a b" };
    assert.deepEqual(found(edge([videos, odd], [signed], { targetOriginId: "odd" })), [
      {
        path: "origins[1].originPath",
        why: 'the default behavior may serve objects that behavior #0 "/videos/*" serves with a signature, since this does not have the shape that AWS documents',
        unknown: false,
      },
    ]);
  });

  it("refuses patterns that are too complex to compare", () => {
    const complex = (letter: string) => `/*${`${letter}*????????`.repeat(3)}x`;
    const ordered = [
      { pathPattern: complex("c"), targetOriginId: "app" },
      { pathPattern: complex("b"), targetOriginId: "videos" },
    ];
    const one = edge([videos], [{ ...signed, pathPattern: complex("a") }], { targetOriginId: "app" });
    const [first] = found(one, edge([videos], ordered, { targetOriginId: "app" }, { name: "other" }));
    assert.equal(
      first?.why,
      `the patterns are too complex to decide whether behavior #1 "${complex("b")}" serves objects of behavior #0 "${complex("a")}"`,
    );
  });
});

/** Requests of behaviors, as far as their paths keep to the path conditions of listener rules. */
import assert from "node:assert/strict";
import { type Arrival, arrivalOf } from "../../../policy/reachability/tiers/arrivals";
import type { PathLimit } from "../../../policy/reachability/tiers/pathLimits";
import { distributions } from "../../../policy/resources/cloudfront/distributions";
import type { Field } from "../../../policy/values/field";

const read = distributions["aws:cloudfront/distribution:Distribution"];
const matching = (...patterns: string[]): PathLimit => ({ kind: "matches", patterns });

/** Finds a request of a distribution's behavior: the first, the second or the default one. */
function arrival(at: number, limits: readonly PathLimit[], more: object = {}, folder?: Field<string>) {
  const [distribution] =
    read?.("urn", {
      origins: [],
      orderedCacheBehaviors: [
        { pathPattern: "/premium/*", targetOriginId: "members", trustedKeyGroups: ["keys"], ...more },
        { pathPattern: "/premium/free/*", targetOriginId: "app" },
      ],
      defaultCacheBehavior: { targetOriginId: "app" },
    }) ?? [];
  const behavior = distribution?.behaviors[at];
  assert.ok(distribution && behavior);
  const origin = { folder: folder ?? { state: "absent" as const, path: "originPath" } };
  return arrivalOf({ distribution, behavior, origin, limits });
}

describe("requests of a behavior", () => {
  const plain = (path: string): Arrival => ({ path, isRespelt: false });

  it("arrive unless another behavior takes all of their paths", () => {
    assert.deepEqual(arrival(0, []), plain("/premium/a"));
    assert.equal(arrival(1, []), undefined);
    assert.deepEqual(arrival(2, []), plain("/a"));
  });

  it("are spelt as the site writes its links with a signature, and in any way without one", () => {
    assert.equal(arrival(0, [matching("/secure/*")]), undefined);
    assert.deepEqual(arrival(2, [matching("/secure/*")]), plain("/secure/a"));
    assert.deepEqual(arrival(2, [matching("/premium/*")]), { path: "/a", isRespelt: true });
    assert.equal(arrival(2, [matching("/premium/*"), { kind: "matchesNone", patterns: ["/*"] }]), undefined);
  });

  it("do not meet a rule whose paths earlier rules take, however they are spelt", () => {
    const missing = (...patterns: string[]): PathLimit => ({ kind: "matchesNone", patterns });
    const taken = (...limits: PathLimit[]) => arrival(2, limits);
    assert.equal(taken(missing("/premium/*"), matching("/premium/*")), undefined);
    assert.equal(taken(missing("/p*"), matching("/premium/*")), undefined);
    assert.equal(taken(missing("/premium/*"), matching("/premium/*", "/premium/b/*")), undefined);
    const respelt = { path: "/a", isRespelt: true };
    assert.deepEqual(taken(missing("/premium/free/*"), matching("/premium/*")), respelt);
    assert.deepEqual(taken(missing("/premium/*"), matching("/Premium/*")), plain("/Premium/a"));
  });

  it("have the origin's folder before their path; of an unknown one nothing is said", () => {
    const folder: Field<string> = { state: "known", path: "originPath", value: "/site/" };
    assert.deepEqual(arrival(0, [matching("/site/premium/*")], {}, folder), plain("/premium/a"));
    assert.equal(arrival(0, [matching("/premium/*")], {}, folder), undefined);
    const unknown: Field<string> = { state: "unknown", path: "originPath", reason: "preview" };
    assert.deepEqual(arrival(0, [matching("/secure/*")], {}, unknown), { isRespelt: false });
  });

  it("may have any path behind a function at the edge", () => {
    const functionAssociations = [{ eventType: "viewer-request", functionArn: "arn" }];
    assert.deepEqual(arrival(0, [matching("/secure/*")], { functionAssociations }), { isRespelt: false });
  });
});

import assert from "node:assert/strict";
import type { HeaderList } from "../../../../local/edge/headers";
import { statusMatches } from "../../../../local/edge/loadBalancer/health";
import { meetRule } from "../../../../local/edge/loadBalancer/rules";
import type { ConditionView } from "../../../../local/edge/stackView/model";
import { listener } from "../support/plainView";

const fixed = (status: number) => ({ kind: "fixed", status, contentType: "text/plain", body: "" }) as const;

describe("listener rules", () => {
  const meet = (conditions: ConditionView[], headers: HeaderList = [], target = "/a?b") =>
    meetRule(listener({ rules: [{ priority: 10, conditions, action: fixed(200) }] }), {
      method: "GET",
      target,
      headers,
    }).rule;
  const secret = (...values: string[]): ConditionView => ({
    kind: "header",
    name: "X-From-CloudFront",
    values,
  });

  it("compare headers without case, in name and in value", () => {
    assert.equal(meet([secret("abc")], [["x-from-cloudfront", "ABC"]]), "10");
    assert.equal(meet([secret("abc")], [["x-from-cloudfront", "abcd"]]), "default");
    assert.equal(meet([secret("abc")]), "default");
  });

  it("take * and ? in a rule's value, and not in a request's", () => {
    assert.equal(meet([secret("a*c")], [["X-From-CloudFront", "abbc"]]), "10");
    assert.equal(meet([secret("a?c")], [["X-From-CloudFront", "abc"]]), "10");
    assert.equal(meet([secret("abc")], [["X-From-CloudFront", "*"]]), "default");
    assert.equal(meet([secret("abc")], [["X-From-CloudFront", "???"]]), "default");
  });

  it("accept any of a condition's values and demand all of the conditions", () => {
    assert.equal(meet([secret("old", "new")], [["X-From-CloudFront", "new"]]), "10");
    const both: ConditionView[] = [secret("new"), { kind: "path", values: ["/a"] }];
    assert.equal(meet(both, [["X-From-CloudFront", "new"]]), "10");
    assert.equal(meet(both, [["X-From-CloudFront", "new"]], "/A"), "default");
  });

  it("end the search at a condition that is not played, rather than pass it over", () => {
    const met = meetRule(
      listener({
        rules: [
          { priority: 1, conditions: [{ kind: "other", type: "sourceIp" }], action: fixed(403) },
          { priority: 2, conditions: [{ kind: "path", values: ["*"] }], action: fixed(200) },
        ],
      }),
      { method: "GET", target: "/", headers: [] },
    );
    assert.deepEqual(met.action, { kind: "other", type: "condition sourceIp" });
  });
});

describe("a health check's matcher", () => {
  it("takes one status, a list, or a range", () => {
    assert.ok(statusMatches("200", 200) && statusMatches("200,302", 302) && statusMatches("200-299", 204));
    assert.ok(!statusMatches("200", 503) && !statusMatches("200-299", 300));
  });
});

import assert from "node:assert/strict";
import { readAccessPolicy } from "../../../policy/values/accessPolicies";

const read = (value: unknown) => readAccessPolicy({ state: "known", path: "policy", value });

describe("readAccessPolicy", () => {
  it("reads principals and conditions of JSON and of objects", () => {
    const document = {
      Statement: {
        Effect: "Allow",
        Principal: { AWS: ["1", "2"], Service: "cloudfront.amazonaws.com" },
        Action: "s3:*",
        NotResource: "arn:aws:s3:::a/b",
        Condition: { "ForAllValues:StringLikeIfExists": { "AWS:SourceArn": "x" }, Bool: { k: true } },
      },
    };
    for (const value of [document, JSON.stringify(document)]) {
      const policy = read(value);
      assert.ok(policy.state === "known");
      assert.deepEqual(policy.statements, [
        {
          allows: true,
          principals: [
            { kind: "aws", value: "1" },
            { kind: "aws", value: "2" },
            { kind: "service", value: "cloudfront.amazonaws.com" },
          ],
          actions: ["s3:*"],
          exceptActions: false,
          resources: ["arn:aws:s3:::a/b"],
          exceptResources: true,
          conditions: [
            {
              operator: "stringlike",
              quantifier: "all",
              ifExists: true,
              key: "aws:sourcearn",
              values: ["x"],
            },
            { operator: "bool", quantifier: undefined, ifExists: false, key: "k", values: ["true"] },
          ],
        },
      ]);
    }
  });

  it("is unknown for what is not a policy, and absent for none", () => {
    for (const value of ["{", "[]", "{}", 1, { Statement: ["a"] }]) {
      assert.deepEqual(read(value), {
        state: "unknown",
        field: { state: "unknown", path: "policy", reason: "shape" },
      });
    }
    assert.deepEqual(read(""), { state: "absent" });
    assert.deepEqual(readAccessPolicy({ state: "absent", path: "policy" }), { state: "absent" });
  });
});

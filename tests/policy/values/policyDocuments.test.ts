import assert from "node:assert/strict";
import { operatorOf, readDocument } from "../../../policy/values/policyDocuments";

describe("operatorOf", () => {
  const cases: [operator: string, name: string, quantifier: "all" | "any" | undefined, ifExists: boolean][] =
    [
      ["stringequals", "stringequals", undefined, false],
      ["forallvalues:stringlikeifexists", "stringlike", "all", true],
      ["foranyvalue:arnlike", "arnlike", "any", false],
    ];
  for (const [operator, name, quantifier, ifExists] of cases) {
    it(`splits ${operator}`, () => {
      assert.deepEqual(operatorOf({ operator, key: "k", values: [] }), { name, quantifier, ifExists });
    });
  }
});

describe("readDocument", () => {
  it("reads booleans and numbers of conditions as text", () => {
    const Statement = [
      { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": false } } },
    ];
    const document = readDocument({ state: "known", path: "policy", value: JSON.stringify({ Statement }) });
    assert.ok(document.state === "known");
    assert.deepEqual(document.statements[0]?.conditions, [
      { operator: "bool", key: "aws:securetransport", values: ["false"] },
    ]);
  });
});

import assert from "node:assert/strict";
import { operatorOf, readDocument } from "../../../policy/values/policyDocuments";
import { unknown } from "../support/analyzer";

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
      { Effect: "Deny", Principal: "*", Action: "*", Condition: { Bool: { "aws:SecureTransport": false } } },
    ];
    const document = readDocument({ state: "known", path: "policy", value: JSON.stringify({ Statement }) });
    assert.ok(document.state === "known");
    assert.deepEqual(document.statements[0]?.conditions, [
      { operator: "bool", key: "aws:securetransport", values: ["false"] },
    ]);
  });

  const allow = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
  const read = (Statement: unknown) => readDocument({ state: "known", path: "policy", value: { Statement } });

  it("reads one statement as a list of one, and an empty list as none", () => {
    for (const [given, count] of [
      [allow, 1],
      [[], 0],
    ] as const) {
      const document = read(given);
      assert.ok(document.state === "known");
      assert.equal(document.statements.length, count);
    }
  });

  const broken: readonly [what: string, statement: unknown][] = [
    ["a statement that is no object", [allow, "Allow"]],
    ["no statement", undefined],
    ["an unknown element", { ...allow, action: "*" }],
    ["another effect", { ...allow, Effect: "allow" }],
    ["no action", { ...allow, Action: undefined }],
    ["an action and its opposite", { ...allow, NotAction: "s3:PutObject" }],
    ["a resource and its opposite", { ...allow, NotResource: "*" }],
    ["a principal and its opposite", { ...allow, NotPrincipal: "*" }],
    ["an action that is an object", { ...allow, Action: [{ name: "s3:GetObject" }] }],
    ["a principal that is a list", { ...allow, Principal: ["*"] }],
    ["a principal in an object in an object", { ...allow, Principal: { AWS: { arn: "*" } } }],
    ["a condition that is a text", { ...allow, Condition: "Bool" }],
    ["an operator without keys", { ...allow, Condition: { Bool: "true" } }],
    ["a condition with an object as value", { ...allow, Condition: { Bool: { "aws:SecureTransport": {} } } }],
  ];
  for (const [what, statement] of broken) {
    it(`reads nothing of a document with ${what}, which AWS refuses`, () => {
      const field = { state: "unknown", path: "policy", reason: "shape" };
      assert.deepEqual(read(statement), { state: "unknown", field });
    });
  }

  it("reads nothing of a document with an unknown element beside its statements", () => {
    const value = JSON.stringify({ Statement: [], statements: [allow] });
    assert.equal(readDocument({ state: "known", path: "policy", value }).state, "unknown");
  });

  it("reads nothing of a document with a part that is unknown in preview", () => {
    const field = { state: "unknown", path: "policy", reason: "preview" };
    assert.deepEqual(read({ ...allow, Resource: [unknown.string] }), { state: "unknown", field });
  });
});

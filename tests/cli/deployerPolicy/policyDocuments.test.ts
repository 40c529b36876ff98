import assert from "node:assert/strict";
import { MOST_CHARACTERS, policyDocuments, sizeOf } from "../../../cli/deployerPolicy/policyDocuments";
import type { Statement } from "../../../cli/deployerPolicy/statements";

const statement = (actions: number, resources = 1): Statement => ({
  Effect: "Allow",
  Action: Array.from({ length: actions }, (_, index) => `ec2:Describe${"x".repeat(80)}${index}`),
  Resource: Array.from({ length: resources }, (_, index) => `arn:aws:s3:::bucket-${"y".repeat(80)}-${index}`),
});

const actionsOf = (statements: readonly Statement[]): string[] => statements.flatMap(({ Action }) => Action);

describe("policy documents", () => {
  it("are a single one within IAM's limit", () => {
    assert.deepEqual(policyDocuments([statement(2), statement(3)]), [
      { Version: "2012-10-17", Statement: [statement(2), statement(3)] },
    ]);
  });

  it("are several beyond IAM's limit, each within it, without losing a statement", () => {
    const statements = Array.from({ length: 12 }, () => statement(20));
    const documents = policyDocuments(statements);
    assert.ok(documents.length > 1);
    assert.ok(documents.every((document) => sizeOf(document) <= MOST_CHARACTERS));
    assert.deepEqual(
      documents.flatMap(({ Statement }) => Statement),
      statements,
    );
  });

  it("split a statement that is too long: by actions, or by resources if it has a single action", () => {
    const documents = policyDocuments([statement(150)]);
    assert.ok(documents.every((document) => sizeOf(document) <= MOST_CHARACTERS));
    assert.deepEqual(actionsOf(documents.flatMap(({ Statement }) => Statement)), statement(150).Action);
    const wide = policyDocuments([statement(1, 150)]).flatMap(({ Statement }) => Statement);
    assert.ok(wide.length > 1);
    assert.deepEqual(
      wide.flatMap(({ Resource }) => Resource),
      statement(1, 150).Resource,
    );
  });

  it("are counted without white space, as IAM does", () => {
    const spaced = { ...statement(1), Resource: ["arn:aws:s3:::a b"] };
    const document = { Version: "2012-10-17", Statement: [spaced] } as const;
    assert.equal(sizeOf(document), JSON.stringify(document).length - 1);
  });
});

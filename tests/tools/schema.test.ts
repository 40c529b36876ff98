import assert from "node:assert/strict";
import { shapesOf } from "../../tools/awsModels/schema";

describe("a CloudFormation resource schema converted to shapes", () => {
  const shapes = shapesOf(
    "AWS::X::Y",
    {
      definitions: {
        Rule: { type: "object", properties: { Id: { type: "string", format: "id" } }, required: ["Id"] },
      },
      properties: {
        Name: { type: "string", minLength: 1, maxLength: 9, enum: ["a", "b"] },
        Rules: { type: "array", maxItems: 3, items: { $ref: "#/definitions/Rule" } },
        Port: { type: ["integer", "object"], minimum: 1, maximum: 2 },
      },
      required: ["Name"],
      requiredXor: ["Name", "Port"],
    },
    { id: "^r-" },
  );

  it("keeps required and mutually exclusive members", () => {
    assert.deepEqual(shapes["AWS::X::Y"], {
      type: "structure",
      members: { Name: "AWS::X::Y/Name", Rules: "AWS::X::Y/Rules", Port: "AWS::X::Y/Port" },
      required: ["Name"],
      exactlyOne: ["Name", "Port"],
    });
  });

  it("keeps lengths, sizes, ranges and enumerations, and follows references", () => {
    assert.deepEqual(shapes["AWS::X::Y/Name"], { type: "string", enum: ["a", "b"], min: 1, max: 9 });
    assert.deepEqual(shapes["AWS::X::Y/Port"], { type: "integer", min: 1, max: 2 });
    assert.deepEqual(shapes["AWS::X::Y/Rules"], { type: "list", member: "AWS::X::Y#Rule", max: 3 });
    assert.deepEqual(shapes["AWS::X::Y#Rule"]?.required, ["Id"]);
  });

  it("takes the pattern of a format from cfn-lint's rules", () => {
    assert.deepEqual(shapes["AWS::X::Y#Rule/Id"], { type: "string", pattern: "^r-" });
  });
});

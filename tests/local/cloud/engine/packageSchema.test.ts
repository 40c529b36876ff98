import assert from "node:assert/strict";
import { packageSchema } from "../../../../local/cloud/engine/packageSchema";
import { catalogue } from "../../../../local/cloud/services/catalogue";

interface Schema {
  readonly resources: Record<
    string,
    { inputProperties: object; requiredInputs: string[]; properties: object }
  >;
  readonly functions: Record<string, { outputs: { properties: object } }>;
}

describe("the schema of a package, as the local cloud tells it", () => {
  const aws = packageSchema(catalogue, "aws", "7.0.0") as Schema;
  const random = packageSchema(catalogue, "random", "4.0.0") as Schema;

  it("has each resource type under its package, with its arguments and what it gives back", () => {
    const tokens = [...Object.keys(aws.resources), ...Object.keys(random.resources)];
    assert.deepEqual(
      tokens.sort(),
      catalogue
        .allResources()
        .map(({ token }) => token)
        .sort(),
    );
    const key = aws.resources["aws:kms/key:Key"];
    assert.deepEqual((key?.inputProperties as Record<string, object>).enableKeyRotation, { type: "boolean" });
    assert.ok("arn" in (key?.properties ?? {}));
    assert.deepEqual(aws.resources["aws:route53/record:Record"]?.requiredInputs.sort(), [
      "name",
      "type",
      "zoneId",
    ]);
  });

  it("offers a function only where it knows what comes back", () => {
    for (const { token, returns } of catalogue.allFunctions()) {
      assert.deepEqual(Object.keys(aws.functions[token]?.outputs.properties ?? {}), returns ?? [], token);
    }
    assert.ok("aws:route53/getZone:getZone" in aws.functions);
  });
});

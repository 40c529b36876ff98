import assert from "node:assert/strict";
import fc from "fast-check";
import { misconfigurations } from "./misconfigurations/all";
import { compliantStacks } from "./misconfigurations/compliantStacks";
import { analyzeStackRequest } from "./misconfigurations/requests";
import { scopeOf } from "./misconfigurations/rules";
import { type Reading, read } from "./misconfigurations/stackModel";
import { answerToStack } from "./support/analyzer";
import { configuredPolicies } from "./support/judged";

const onStacks = misconfigurations.filter(
  ({ rule, moments }) => scopeOf(rule) === "stack" && moments === undefined,
);

/** Returns the findings in a stack, sorted. */
async function findings(reading: Reading): Promise<string[]> {
  const violations = await answerToStack(configuredPolicies("prod"), analyzeStackRequest(reading));
  return violations.map(({ policy, urn, level, message }) => `${level} ${policy} ${urn} ${message}`).sort();
}

describe("findings", () => {
  it("do not depend on the order in which the engine sends the resources", async () => {
    const cases = fc.record({
      misconfiguration: fc.constantFrom(...onStacks),
      moment: fc.constantFrom("preview" as const, "known" as const),
      seed: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ misconfiguration, moment, seed }) => {
        const reading = read(misconfiguration.change(compliantStacks[misconfiguration.base].build()), moment);
        const keys = new Map(reading.resources.map(({ urn }) => [urn, seed.next().value as number]));
        const shuffled = [...reading.resources].sort(
          (a, b) => (keys.get(a.urn) ?? 0) - (keys.get(b.urn) ?? 0),
        );
        assert.deepEqual(await findings({ ...reading, resources: shuffled }), await findings(reading));
      }),
      { numRuns: 60 },
    );
  });
});

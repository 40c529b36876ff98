import assert from "node:assert/strict";
import { misconfigurations } from "./misconfigurations/all";
import { compliantStacks } from "./misconfigurations/compliantStacks";
import { harmless } from "./misconfigurations/harmless";
import { enforcementOf, type Harmless, offender } from "./misconfigurations/misconfiguration";
import type { Moment } from "./misconfigurations/stackModel";
import { judgeCase } from "./support/judged";

const momentsOf = (one: Harmless): readonly Moment[] => one.moments ?? ["preview", "known"];
const spoken = { preview: "in a first preview", known: "after an update" };

describe("the pack rejects", () => {
  for (const misconfiguration of misconfigurations) {
    for (const moment of momentsOf(misconfiguration)) {
      it(`${misconfiguration.id} ${spoken[moment]}`, async () => {
        const { rule, base, change, expectText = [] } = misconfiguration;
        const urn = offender(misconfiguration, change(compliantStacks[base].build()));
        const level = enforcementOf(misconfiguration);
        const all = await judgeCase(misconfiguration, moment);
        const found = all.filter((each) => each.policy === rule && each.urn === urn && each.level === level);
        const seen = all.map(({ policy, urn: at, message }) => `${policy} at ${at}: ${message}`).join("\n");
        assert.ok(found.length > 0, `${rule} found nothing at ${urn}; found were:\n${seen}`);
        for (const text of expectText) {
          assert.ok(
            found.some(({ message }) => text.test(message)),
            `${String(text)} is not in:\n${found.map(({ message }) => message).join("\n")}`,
          );
        }
      });
    }
  }
});

describe("the pack accepts", () => {
  for (const one of harmless) {
    for (const moment of momentsOf(one)) {
      it(`${one.id} ${spoken[moment]}`, async () => {
        const found = (await judgeCase(one, moment)).filter(({ level }) => level === "mandatory");
        assert.deepEqual(
          found.map(({ policy, urn, message }) => `${policy} at ${urn}: ${message}`),
          [],
        );
      });
    }
  }
});

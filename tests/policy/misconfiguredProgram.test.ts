import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { LocalStack } from "../support/localStack";
import { misconfigurations } from "./misconfigurations/all";
import { programMisconfigurations } from "./misconfigurations/misconfiguredProgram/programMisconfigurations";
import { misconfiguredProgramFolder, previewWith } from "./misconfigurations/preview";

describe("the dev stack in a real preview", function () {
  this.timeout(180_000);
  let stack: LocalStack;
  before(() => {
    stack = new LocalStack("dev", misconfiguredProgramFolder).withProgramHost();
  });
  after(() => stack.remove());

  it("is configured as the project's own", () => {
    const own = readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8");
    assert.equal(readFileSync(join(misconfiguredProgramFolder, "Pulumi.dev.yaml"), "utf8"), own);
  });

  it("is accepted as it is", async () => {
    const { code, output, findings } = await previewWith(stack, undefined);
    assert.equal(code, 0, output);
    assert.deepEqual(
      findings.filter(({ level }) => level === "mandatory"),
      [],
    );
  });

  for (const [id, { rule, what }] of Object.entries(programMisconfigurations)) {
    it(`is rejected by ${rule} with a misconfiguration: ${what}`, async () => {
      assert.ok(
        misconfigurations.some(
          (misconfiguration) => misconfiguration.id === id && misconfiguration.rule === rule,
        ),
      );
      const { code, output, findings } = await previewWith(stack, id);
      assert.notEqual(code, 0, output);
      assert.ok(
        findings.some((finding) => finding.rule === rule && finding.level === "mandatory"),
        output,
      );
      assert.deepEqual(stack.types(), [], "something was created");
    });
  }
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { readDeployment, stackStateFile } from "../../../local/engine";
import type { StateResource } from "../../../local/engine/stack/checkpoint";
import { checkStack } from "../../../local/run/checkStack";
import { projectFolder } from "../../../local/run/project";
import { projectName } from "../../../local/run/projectName";
import { LocalStack, removedAfterTests } from "../../support/localStack";
import { keptStack, packState, restoreState, statesFolder } from "./keptState";
import { replacedResources } from "./replaced";

describe("an upgrade", () => {
  const states = readdirSync(statesFolder);

  it("is tried from at least one release", () => assert.notDeepEqual(states, []));

  for (const name of states) {
    const version = name.replace(".json.br", "");

    it(`from ${version}: one update with the pack replaces nothing that serves`, async () => {
      const stack = removedAfterTests(new LocalStack(keptStack));
      const resources = (): readonly StateResource[] =>
        readDeployment(stackStateFile(stack.folder, projectName, keptStack))?.resources ?? [];
      restoreState(readFileSync(join(statesFolder, name)), stack.folder);
      const before = resources();
      assert.ok(before.some(({ type }) => type === "aws:cloudfront/distribution:Distribution"));
      await stack.upWithPack();
      assert.deepEqual(replacedResources(before, resources()), []);
      const outputs = resources().find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
      assert.deepEqual(checkStack(outputs ?? {}, stack.account()), []);
      const kept = brotliDecompressSync(packState(stack.folder)).toString();
      assert.doesNotMatch(kept, /PRIVATE KEY/);
      assert.ok(!kept.includes(projectFolder), "a folder of this machine");
    });
  }
});

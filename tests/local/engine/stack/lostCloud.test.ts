import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { localFolder, stackStateFile } from "../../../../local/engine/environment";
import { refuseLostCloud } from "../../../../local/engine/stack/lostCloud";

describe("a stack whose local cloud was deleted", () => {
  const root = mkdtempSync(join(tmpdir(), "lost-cloud-"));
  const folder = localFolder(root);
  const stack = { project: "shop", stack: "dev" };
  after(() => rmSync(root, { recursive: true }));

  /** Writes the stack's state with resources of these types. */
  const writeState = (...types: string[]): void => {
    const file = stackStateFile(folder, stack.project, stack.stack);
    mkdirSync(dirname(file), { recursive: true });
    const resources = types.map((type) => ({ type, urn: `urn:pulumi:dev::shop::${type}::one` }));
    writeFileSync(file, JSON.stringify({ checkpoint: { latest: { resources } } }));
  };

  it("is not deployed or previewed: one line says how to clear its state", () => {
    writeState("pulumi:providers:aws", "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet");
    for (const command of ["up", "update", "preview"]) {
      assert.throws(() => refuseLostCloud(folder, command, stack), {
        name: "UserError",
        message: `stack dev has 2 resources, but ${folder.cloud} has none of them: its files were deleted. Clear the stack with npm run pulumi -- destroy --stack dev, then run the command again`,
      });
    }
  });

  it("can be destroyed and refreshed, which clears its state", () => {
    for (const command of ["destroy", "refresh", "stack"]) {
      refuseLostCloud(folder, command, stack);
    }
  });

  it("is deployed again once its state is cleared, or if it never had resources in AWS", () => {
    writeState("pulumi:pulumi:Stack", "random:index/randomId:RandomId");
    refuseLostCloud(folder, "up", stack);
  });

  it("is none while the cloud has its account", () => {
    writeState("aws:ec2/vpc:Vpc");
    mkdirSync(folder.cloud);
    writeFileSync(join(folder.cloud, "account.json"), '{"version":1,"resources":[]}');
    refuseLostCloud(folder, "up", stack);
  });
});

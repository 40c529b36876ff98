import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { chosen, groupsOf } from "../../smoke/choice";
import { experiments } from "../../smoke/experiments";
import { programFolder } from "../../smoke/pulumi/pulumi";
import { listed } from "../../smoke/text";
import { startSmoke } from "./support/smokeRun";

describe("the selection of experiments", () => {
  it("has ten, one for each open question, each with a program", () => {
    assert.equal(experiments.length, 10);
    assert.equal(new Set(experiments.map(({ name }) => name)).size, 10);
    const folder = join(projectFolder, "smoke", "programs");
    const programs = readdirSync(folder).filter((entry) => statSync(join(folder, entry)).isDirectory());
    assert.deepEqual([...groupsOf(experiments).keys()].sort(), programs.sort());
    assert.ok(programs.every((program) => existsSync(join(programFolder(program), "index.ts"))));
  });

  it("orders named experiments as they run, and selects all with --all", () => {
    const names = chosen(["kms-signatures", "headers-stay-apart"], false).map(({ name }) => name);
    assert.deepEqual(names, ["headers-stay-apart", "kms-signatures"]);
    assert.equal(chosen([], true), experiments);
  });

  it("groups the experiments of a program, with the one that removes resources last", () => {
    const [first] = [...groupsOf(experiments).values()];
    assert.deepEqual(
      first?.map(({ name }) => name),
      ["headers-stay-apart", "origin-tls-name", "prefix-list-admits", "vpc-origin-leftovers"],
    );
  });

  it("refuses unknown names, no name, and names together with --all", () => {
    const refused = (names: string[], all: boolean, message: string) =>
      assert.throws(() => chosen(names, all), { message });
    refused(
      ["kms-signature"],
      false,
      "Unknown experiment kms-signature. Did you mean kms-signatures? Run npm run smoke -- --list to see all.",
    );
    refused(["x"], false, "Unknown experiment x. Run npm run smoke -- --list to see all.");
    refused([], false, "No experiment named. Add names or --all; run npm run smoke -- --list to see all.");
    refused(["kms-signatures"], true, "--all and names of experiments exclude each other. Use one of them.");
  });

  it("is printed by --list, without asking AWS or starting an engine", async () => {
    const { code, stdout, stderr } = await startSmoke({ PATH: "/nonexistent" }, "--list").run;
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.equal(stdout, `${experiments.map(listed).join("\n\n")}\n`);
    assert.ok(
      stdout.endsWith(
        "\n\ninsights-sum-text\n  Does Contributor Insights sum numbers that are written as text?\n  creates: a log group, two Contributor Insights rules, two log events\n  cost: about $0.01; minutes: 20\n",
      ),
    );
    assert.match(stdout, /minutes: 40 .*; needs --zone with a hosted zone in the account\n/);
  });
});

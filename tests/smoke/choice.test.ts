import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { chosen, groupsOf } from "../../smoke/choice";
import { experiments } from "../../smoke/experiments";
import { programFolder } from "../../smoke/pulumi/pulumi";
import { listed } from "../../smoke/text";
import { startSmoke } from "./support/smokeRun";

describe("the choice of experiments", () => {
  it("knows ten, one for each open point, each with a program", () => {
    assert.equal(experiments.length, 10);
    assert.equal(new Set(experiments.map(({ name }) => name)).size, 10);
    const folder = join(projectFolder, "smoke", "programs");
    const programs = readdirSync(folder).filter((entry) => statSync(join(folder, entry)).isDirectory());
    assert.deepEqual([...groupsOf(experiments).keys()].sort(), programs.sort());
    assert.ok(programs.every((program) => existsSync(join(programFolder(program), "index.ts"))));
  });

  it("takes names in the order in which they run, and all of them by --all", () => {
    const names = chosen(["kms-signatures", "headers-stay-apart"], false).map(({ name }) => name);
    assert.deepEqual(names, ["headers-stay-apart", "kms-signatures"]);
    assert.equal(chosen([], true), experiments);
  });

  it("shares a deployment between the experiments of a program; the one that takes it apart comes last", () => {
    const [first] = [...groupsOf(experiments).values()];
    assert.deepEqual(
      first?.map(({ name }) => name),
      ["headers-stay-apart", "origin-tls-name", "prefix-list-admits", "vpc-origin-leftovers"],
    );
  });

  it("refuses a name that is none, no name, and names beside --all", () => {
    const refused = (names: string[], all: boolean, message: string) =>
      assert.throws(() => chosen(names, all), { message });
    refused(
      ["kms-signature"],
      false,
      "There is no experiment kms-signature. Did you mean kms-signatures? npm run smoke -- --list prints them.",
    );
    refused(["x"], false, "There is no experiment x. npm run smoke -- --list prints them.");
    refused([], false, "Name an experiment, or --all. npm run smoke -- --list prints them.");
    refused(["kms-signatures"], true, "--all and names of experiments exclude each other. Leave one out.");
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
    assert.match(stdout, /minutes: 40, .*; needs --zone with a hosted zone of the account\n/);
  });
});

import assert from "node:assert/strict";
import { readCommandLine } from "../../../local/engine/arguments";

const project = "/srv/project";
const read = (line: string) => readCommandLine(line.split(" "), project);

describe("the command line of local runs", () => {
  it("means the dev stack and the project's folder when neither is named", () => {
    const command = read("preview");
    assert.equal(command.stack, "dev");
    assert.equal(command.folder, project);
    assert.deepEqual(command.args, ["preview", "--stack", "dev"]);
    assert.equal(command.usesStackFile, true);
  });

  for (const spelling of ["-s prod", "--stack prod", "--stack=prod", "-sprod"]) {
    it(`reads the stack from ${spelling}`, () => {
      assert.equal(read(`up --yes ${spelling}`).stack, "prod");
      assert.deepEqual(read(`up --yes ${spelling}`).args, ["up", "--yes", ...spelling.split(" ")]);
    });
  }

  for (const spelling of ["-C examples/small", "--cwd examples/small", "--cwd=examples/small"]) {
    it(`runs in the folder of ${spelling} and takes the flag off`, () => {
      const command = read(`${spelling} preview`);
      assert.equal(command.folder, "/srv/project/examples/small");
      assert.deepEqual(command.args, ["preview", "--stack", "dev"]);
    });
  }

  it("means this project's policy pack by a relative path, whichever folder is named", () => {
    const config = "--policy-pack-config policy/config/dev.json";
    assert.deepEqual(read(`-C /elsewhere preview --policy-pack policy ${config}`).args, [
      "preview",
      "--policy-pack",
      "/srv/project/policy",
      "--policy-pack-config",
      "/srv/project/policy/config/dev.json",
      "--stack",
      "dev",
    ]);
    assert.deepEqual(read("up --policy-pack=/opt/pack").args, [
      "up",
      "--policy-pack=/opt/pack",
      "--stack",
      "dev",
    ]);
  });

  it("adds no stack to commands that have none, and none to help", () => {
    for (const line of ["version", "about", "policy analyze --file s.json", "preview --help", "stack ls"]) {
      assert.deepEqual(read(line).args, line.split(" "), line);
    }
  });

  it("takes the name of a new stack from its own argument", () => {
    assert.equal(read("stack init trial").stack, "trial");
    assert.deepEqual(read("stack init trial").args, ["stack", "init", "trial"]);
  });

  it("leaves a stack file alone that the user names, which the engine reads from the program's folder", () => {
    const command = read("-C examples/small preview --config-file other.yaml");
    assert.deepEqual(
      [command.usesStackFile, command.configFile],
      [false, "/srv/project/examples/small/other.yaml"],
    );
    assert.equal(read("preview").configFile, undefined);
  });

  for (const [alias, name] of [
    ["pre", "preview"],
    ["update", "up"],
    ["down", "destroy"],
    ["dn", "destroy"],
  ] as const) {
    it(`treats ${alias} as ${name}`, () => {
      const command = read(`${alias} --yes`);
      assert.deepEqual(command.words, [name]);
      assert.deepEqual([command.needsStack, command.usesStackFile], [true, true]);
      assert.deepEqual(command.args, [alias, "--yes", "--stack", "dev"]);
    });
  }

  it("finds the stack's own name in one that organization and project come before", () => {
    const command = read("preview --stack organization/secure-origin/prod");
    assert.equal(command.stack, "prod");
    assert.deepEqual(command.args, ["preview", "--stack", "organization/secure-origin/prod"]);
  });
});

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withPolicyPack } from "../../../local/run/policyPack";
import { UserError } from "../../../local/terminal/userError";

describe("the policy pack on commands of local runs", () => {
  let root: string;
  let project: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "secure-origin-pack-"));
    project = join(root, "project");
    mkdirSync(join(project, "policy", "dist"), { recursive: true });
    mkdirSync(join(project, "policy", "config"));
    mkdirSync(join(root, "other"));
    writeFileSync(join(project, "policy", "dist", "index.js"), "");
    writeFileSync(join(project, "policy", "config", "dev.json"), "{}");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const read = (line: string) => withPolicyPack(line.split(" "), project);
  const added = "--policy-pack policy --policy-pack-config policy/config/dev.json";

  for (const line of ["preview", "pre --diff", "up --yes", "update", "watch", "up -s dev", "-C . preview"]) {
    it(`is put on ${line} of this project's program, with the stack's configuration`, () => {
      assert.deepEqual(read(line), { args: `${line} ${added}`.split(" ") });
    });
  }

  it("is put on where another path leads to this project's program", () => {
    symlinkSync(project, join(root, "link"));
    assert.deepEqual(read(`-C ${join(root, "link")} preview`).args.slice(-4), added.split(" "));
  });

  it("comes without a configuration where the stack has none, and with the user's where one is named", () => {
    assert.deepEqual(read("preview -s trial").args, "preview -s trial --policy-pack policy".split(" "));
    assert.deepEqual(
      read("preview --policy-pack-config=own.json").args,
      "preview --policy-pack-config=own.json --policy-pack policy".split(" "),
    );
  });

  it("gives way to a pack that the user names", () => {
    for (const line of ["preview --policy-pack other", "up --policy-pack=/opt/pack"]) {
      assert.deepEqual(read(line), { args: line.split(" ") });
    }
  });

  it("is left out by --no-policy-pack, which the engine does not see, in one line", () => {
    assert.deepEqual(read("up --no-policy-pack --yes -s prod"), {
      args: ["up", "--yes", "-s", "prod"],
      notice: "Stack prod is not checked: --no-policy-pack leaves the policy pack out.",
    });
    assert.deepEqual(read("destroy --no-policy-pack"), { args: ["destroy"] });
    assert.throws(
      () => read("up --no-policy-pack --policy-pack policy"),
      (error: Error) =>
        error instanceof UserError &&
        error.message === "--no-policy-pack and --policy-pack are both given; keep one of them.",
    );
  });

  it("is not put on another program, nor on commands that the engine does not check", () => {
    for (const line of [
      "-C ../other preview",
      "-C ../missing up",
      "destroy --yes",
      "refresh",
      "stack output",
      "preview --help",
      "version",
    ]) {
      assert.deepEqual(read(line), { args: line.split(" ") }, line);
    }
  });

  it("has to be built, which one line says", () => {
    rmSync(join(project, "policy", "dist"), { recursive: true });
    assert.throws(
      () => read("preview"),
      (error: Error) =>
        error instanceof UserError &&
        error.message ===
          "the policy pack is not built; build it with: node policy/build.js (or leave it out: --no-policy-pack)",
    );
    assert.deepEqual(read("destroy").args, ["destroy"]);
  });
});

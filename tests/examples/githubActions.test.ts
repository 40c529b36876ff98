import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionlint, actionlintVersion } from "../support/actionlint";
import { workflow, workflowFile, workflowText } from "./workflow";

/** Lints a workflow; shellcheck and pyflakes are switched off, since a machine may not have them. */
async function lint(file: string): Promise<{ code: number | null; out: string }> {
  const { status, stdout } = spawnSync(
    await actionlint(),
    ["-no-color", "-shellcheck=", "-pyflakes=", file],
    { encoding: "utf8" },
  );
  return { code: status, out: stdout };
}

describe("the GitHub Actions workflow", function () {
  // On a new machine the linter is built first.
  this.timeout(300_000);

  it("has no finding of actionlint", async () => {
    assert.deepEqual(await lint(workflowFile), { code: 0, out: "" });
  });

  it("is linted by the version that the Go module pins", () => {
    const module = readFileSync(join(__dirname, "../support/actionlint/go.mod"), "utf8");
    assert.ok(module.includes(`github.com/rhysd/actionlint v${actionlintVersion}\n`));
  });

  it("would have one for a job, a step or an expression that does not exist", async () => {
    const folder = mkdtempSync(join(tmpdir(), "workflow-"));
    try {
      for (const [from, to, finding] of [
        ["needs: review", "needs: revue", /"revue"/],
        ["steps.preview.outputs.code", "steps.previeuw.outputs.code", /property "previeuw" is not defined/],
        ["pull-requests: write", "pull-request: write", /unknown permission scope "pull-request"/],
      ] as const) {
        const file = join(folder, "site.yml");
        assert.ok(workflowText.includes(from));
        writeFileSync(file, workflowText.replaceAll(from, to));
        const { code, out } = await lint(file);
        assert.equal(code, 1, to);
        assert.match(out, finding);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has scripts that bash can read, and that contain no expression of GitHub, which could carry code", () => {
    for (const { run } of Object.values(workflow.jobs).flatMap(({ steps }) => steps)) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: run ?? "", encoding: "utf8" });
      assert.deepEqual([status, stderr], [0, ""], run);
      assert.doesNotMatch(run ?? "", /\$\{\{/);
    }
  });

  it("pins each action by commit, with its version beside it", () => {
    const uses = [...workflowText.matchAll(/^ *- uses: (.*)$/gm)].map(([, action = ""]) => action);
    assert.ok(uses.length > 6);
    for (const action of uses) {
      assert.match(action, /^[a-z-]+\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
    assert.equal(new Set(uses).size, 4, "the same commit of an action everywhere");
  });

  it("gives each job the least permissions: the code of a pull request cannot write to it", () => {
    assert.deepEqual(workflow.permissions, {});
    const { review, comment, deploy } = workflow.jobs;
    assert.deepEqual(review.permissions, { contents: "read", "id-token": "write" });
    assert.deepEqual(comment.permissions, { "pull-requests": "write" });
    assert.deepEqual(deploy.permissions, { contents: "read", "id-token": "write" });
    assert.deepEqual(
      comment.steps.filter(({ uses }) => uses !== undefined),
      [],
    );
    assert.match(review.if ?? "", /head\.repo\.full_name == github\.repository/);
    assert.notEqual(review.environment, deploy.environment);
  });
});

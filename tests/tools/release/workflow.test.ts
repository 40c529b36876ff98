import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../../local/run/project";

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}
interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(projectFolder, ".github/workflows");
const read = (file: string): string => readFileSync(join(folder, file), "utf8");

describe("the workflows of the project", () => {
  for (const file of readdirSync(folder)) {
    it(`${file}: pins each action by commit, with its version beside it, and grants nothing by default`, () => {
      const used = [...read(file).matchAll(/uses: (.+)$/gm)].map(([, action = ""]) => action);
      assert.notDeepEqual(used, []);
      assert.deepEqual(
        used.filter((action) => !/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action)),
        [],
      );
      assert.deepEqual((parse(read(file)) as Workflow).permissions, {});
    });
  }
});

describe("the release workflow", () => {
  const { on, jobs } = parse(read("release.yml")) as Workflow;
  const { publish } = jobs;
  const commands = publish?.steps.flatMap(({ run }) => run ?? []);

  it("runs for version tags only, and may read the repository and prove its identity", () => {
    assert.deepEqual(on, { push: { tags: ["v*"] } });
    assert.deepEqual(publish?.permissions, { contents: "read", "id-token": "write" });
    assert.deepEqual(Object.keys(jobs), ["publish"]);
  });

  it("checks the tag, runs every check, then publishes with provenance and without a stored token", () => {
    assert.deepEqual(commands, [
      "npm ci",
      'npm run --silent release -- --check "$GITHUB_REF_NAME"',
      ".ci/run",
      "npm publish --provenance --access public",
    ]);
    assert.doesNotMatch(read("release.yml"), /secrets\.|TOKEN/);
  });
});

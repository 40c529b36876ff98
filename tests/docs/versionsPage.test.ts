import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { engineVersion } from "../../local/engine/install/cache";
import { projectFolder } from "../../local/run/project";
import { checks, pairs } from "../versions/pairs";
import { type Tried, tableOf, versionCells, withTable } from "../versions/table";
import { page } from "./pages";

describe("the page of supported versions", () => {
  const { text } = page("docs/reference/versions.md");

  it("has a row for each combination that npm run matrix tries, with a newest version of that Node", () => {
    const rows = text.split("\n").filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line));
    assert.deepEqual(
      rows.map((row) => row.replace(/^\| (\d+)\.\d+\.\d+ \| (.*?)(?: (?:yes|\*\*no\*\*) \|)+$/, "$1 $2")),
      pairs.map((pair) => `${pair.node} ${versionCells(pair)}`),
    );
  });

  it("names the versions of the lock file, of the engine, and of Node in the release workflow", () => {
    const read = (file: string): string => readFileSync(join(projectFolder, file), "utf8");
    const { packages } = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { version: string }>;
    };
    const locked = (name: string): string | undefined => packages[`node_modules/${name}`]?.version;
    const [sdk, aws] = [locked("@pulumi/pulumi"), locked("@pulumi/aws")];
    const node = /node-version: (\d+)/.exec(read(".github/workflows/release.yml"))?.[1];
    const words = text.replace(/\s+/g, " ");
    assert.ok(
      words.includes(
        `Use Node ${node}, as the release workflow does, with \`@pulumi/pulumi\` ${sdk} and \`@pulumi/aws\` ${aws}, which the lock file of this repository names.`,
      ),
    );
    assert.ok(words.includes(`The engine is the same throughout, Pulumi ${engineVersion},`));
    const ofLockFile = pairs.filter(({ reason }) => reason.startsWith("the lock file"));
    assert.deepEqual(
      ofLockFile.map(({ pulumi, aws: provider }) => [pulumi, provider]),
      ofLockFile.map(() => [sdk, aws]),
    );
    assert.ok(ofLockFile.some((pair) => pair.node === node));
  });

  it("gets its table from the results, and keeps the rest", () => {
    const versions = { node: "20", pulumi: "3.1.0", aws: "7.1.0", reason: "the oldest" };
    const tried: Tried = { ...versions, nodeVersion: "20.20.2", passed: checks.map((_, index) => index > 0) };
    const table = tableOf([tried]);
    assert.match(
      table,
      /^\| Node \| SDK \| AWS provider \| why \| types \| components \| up \| rejected preview \|\n/,
    );
    assert.match(
      table,
      /\n\| 20\.20\.2 \| 3\.1\.0 \| 7\.1\.0 \| the oldest \| \*\*no\*\* \| yes \| yes \| yes \|$/,
    );
    const before = "# Page\n\n<!-- npm run matrix -->\nold\n<!-- end -->\n\nMore.\n";
    assert.equal(withTable(before, "new"), before.replace("old", "new"));
  });
});

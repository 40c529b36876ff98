import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gte, minVersion } from "semver";
import manifest from "../../package.json";

const ROOT = join(__dirname, "../..");

/** First provider version with working VPC origins. */
const FIRST_PROVIDER = "7.12.0";

interface Row {
  number: number;
  problem: string;
  remedy: string;
  tests: { file: string; name: string }[];
}

function rows(): Row[] {
  const text = readFileSync(join(ROOT, "docs/contributing/failure-modes.md"), "utf8");
  return text
    .split("\n")
    .filter((line) => /^\| *\d+ *\|/.test(line))
    .map((line) => {
      const [number = "", problem = "", remedy = "", shown = "", ...more] = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      assert.deepEqual(more, [], `row ${number} has too many cells`);
      return { number: Number(number), problem, remedy, tests: testsIn(shown) };
    });
}

function testsIn(cell: string): Row["tests"] {
  if (cell === "—") {
    return [];
  }
  return cell.split("<br>").map((entry) => {
    const [, file = "", name = ""] = /^`(tests\/[\w./-]+\.test\.ts)` (.+)$/.exec(entry) ?? [];
    assert.notEqual(name, "", `${entry} names no file and test`);
    return { file, name };
  });
}

describe("the table of failure modes", () => {
  it("has each number once, in order", () => {
    assert.deepEqual(
      rows().map(({ number }) => number),
      Array.from({ length: 89 }, (_, index) => index + 1),
    );
  });

  it("names tests that exist", () => {
    for (const { number, tests } of rows()) {
      for (const { file, name } of tests) {
        assert.ok(existsSync(join(ROOT, file)), `row ${number}: there is no ${file}`);
        const source = readFileSync(join(ROOT, file), "utf8");
        assert.ok(source.includes(`it("${name}"`), `row ${number}: ${file} has no test "${name}"`);
      }
    }
  });

  it("says of each row without a test who is responsible", () => {
    const unclear = rows().filter(
      ({ remedy, tests }) => tests.length === 0 && !/^(Belongs to|Does not apply)/.test(remedy),
    );
    assert.deepEqual(unclear, []);
  });

  it("has sentences for each problem and remedy", () => {
    for (const { number, problem, remedy } of rows()) {
      assert.match(problem, /\.$/, String(number));
      assert.match(remedy, /\.$/, String(number));
    }
  });

  it("requires a provider that can create VPC origins", () => {
    const lowest = minVersion(manifest.peerDependencies["@pulumi/aws"]);
    assert.ok(lowest !== null && gte(lowest, FIRST_PROVIDER));
  });
});

/** `npm test`: prepares the engine and the browser, then runs the tests on two cores; with `--all`, as in CI, or `--everything`, also slow ones. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { findEngine } from "../local/engine";
import { projectFolder } from "../local/run/project";
import { createProgress } from "../local/terminal/progress";
import { reportingErrors } from "../local/terminal/report";
import { ensureChromium } from "./support/chromium";
import { StuckWorkers } from "./support/stuck";

const paths = (...names: string[]): string[] => names.map((name) => join("tests", `${name}.test.ts`));

/** Tests that `--all` adds, as in CI: half a minute or more each. */
const slow = paths(
  "engine/updatesUnderLoad",
  "engine/histories",
  "engine/yaml",
  "engine/stages",
  "engine/upgrade/upgrade",
  "engine/namesAndFiles",
  "examples/ecs",
  "smoke/cleanUp",
  "local/cloud/awsModels/moto",
  "tools/awsModels",
  "package/package",
);

/**
 * Tests that only `--everything` adds: programs in Python and Go, the workflow of the examples step by step, Ctrl-C at
 * each moment, preflight against moto, every example's deployer policy, Checkov over prod, all experiments, the plugin in a
 * fresh clone.
 */
const slowest = paths(
  "engine/interruptedRuns",
  "cli/preflight/moto",
  "engine/languages/programs",
  "engine/reviewInCi",
  "engine/deployerPolicy",
  "policy/scanner/checkov",
  "smoke/programs",
  "plugin/clone",
);

/** Lists the test files, slow ones first so that both cores are busy until the end. */
function testFiles(left: readonly string[]): string[] {
  const entries = readdirSync(join(projectFolder, "tests"), { recursive: true, encoding: "utf8" });
  const files = entries.filter((entry) => entry.endsWith(".test.ts")).map((entry) => join("tests", entry));
  // Tests that run the engine many times, or the engine and a browser.
  const engine = ["engine", "package", "e2e", "smoke", join("policy", "misconfiguredProgram")].map((start) =>
    join("tests", start),
  );
  const isSlow = (file: string): boolean =>
    [...slow, ...slowest].includes(file) || engine.some((start) => file.startsWith(start));
  const wanted = files.filter((file) => !left.includes(file));
  return wanted.sort((a, b) => Number(isSlow(b)) - Number(isSlow(a)) || a.localeCompare(b));
}

/** Returns the test files that this run leaves out, and says so. */
function leftOut(): string[] {
  if (process.argv.includes("--everything")) {
    return [];
  }
  const all = process.argv.includes("--all");
  const left = all ? slowest : [...slow, ...slowest];
  console.error(
    `Without ${left.join(", ")}: npm test -- ${all ? "--everything" : "--all, or --everything,"} runs them`,
  );
  return left;
}

reportingErrors(async () => {
  const engine = await findEngine(createProgress());
  console.error(`Engine: Pulumi ${engine.version}, ${engine.reason}`);
  console.error(`Browser: ${ensureChromium()}`);
  const files = testFiles(leftOut());
  const mocha = join(projectFolder, "node_modules", "mocha", "bin", "mocha.js");
  const reporter = join(__dirname, "support", "totals.ts");
  const stuck = new StuckWorkers();
  const run = spawn(
    process.execPath,
    [mocha, "--parallel", "--jobs", "2", "--reporter", reporter, ...files],
    {
      cwd: projectFolder,
      stdio: "inherit",
      env: { ...process.env, ...stuck.environment, TEST_FILES: files.join("\n") },
    },
  );
  // Ctrl-C reaches mocha as well, which ends its workers; this process exits last.
  process.on("SIGINT", () => undefined);
  const [code] = (await once(run, "exit")) as [number | null];
  stuck.close();
  return code ?? 1;
});

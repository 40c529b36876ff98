/** `npm test`: prepares the engine and the browser, then runs the tests on two cores; with `--all`, also the slow ones. */
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

/** Tests of a minute or more: updates under load, interrupted runs, other programs, moto's server, AWS's models, Checkov, all experiments, the packed package. */
const slowest = [
  "engine/updatesUnderLoad",
  "engine/interruptedRuns",
  "engine/yaml",
  "engine/deployerPolicy",
  "cli/preflight/moto",
  "local/cloud/awsModels/moto",
  "tools/awsModels",
  "package/package",
  "policy/scanner/checkov",
  "smoke/programs",
].map((name) => join("tests", `${name}.test.ts`));

/** Lists the test files, slow ones first so that both cores are busy until the end. */
function testFiles(all: boolean): string[] {
  const entries = readdirSync(join(projectFolder, "tests"), { recursive: true, encoding: "utf8" });
  const files = entries.filter((entry) => entry.endsWith(".test.ts")).map((entry) => join("tests", entry));
  // Tests that run the engine many times, or the engine and a browser.
  const engine = ["engine", "package", "e2e", "smoke", join("policy", "misconfiguredProgram")].map((start) =>
    join("tests", start),
  );
  const slow = (file: string): number => (engine.some((start) => file.startsWith(start)) ? 0 : 1);
  const wanted = files.filter((file) => all || !slowest.includes(file));
  return wanted.sort((a, b) => slow(a) - slow(b) || a.localeCompare(b));
}

reportingErrors(async () => {
  const engine = await findEngine(createProgress());
  console.error(`Engine: Pulumi ${engine.version}, ${engine.reason}`);
  console.error(`Browser: ${ensureChromium()}`);
  const all = process.argv.includes("--all");
  if (!all) {
    console.error(`Without ${slowest.join(", ")}: npm test -- --all runs them as well`);
  }
  const files = testFiles(all);
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

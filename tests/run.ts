/** `npm test`: prepares the engine and the browser, then runs every test file, on two cores. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { findEngine } from "../local/engine";
import { createProgress } from "../local/progress";
import { projectFolder } from "../local/project";
import { reportingErrors } from "../local/report";
import { ensureChromium } from "./support/chromium";

/** All test files, the slow ones first so that both cores are busy to the end. */
function testFiles(): string[] {
  const entries = readdirSync(join(projectFolder, "tests"), { recursive: true, encoding: "utf8" });
  const files = entries.filter((entry) => entry.endsWith(".test.ts")).map((entry) => join("tests", entry));
  // Each of these runs the engine many times, or the engine and a browser.
  const engine = ["engine", "package", "e2e", join("policy", "planted")].map((start) => join("tests", start));
  const slow = (file: string): number => (engine.some((start) => file.startsWith(start)) ? 0 : 1);
  return files.sort((a, b) => slow(a) - slow(b) || a.localeCompare(b));
}

reportingErrors(async () => {
  const engine = await findEngine(createProgress());
  console.error(`Engine: Pulumi ${engine.version}, ${engine.reason}`);
  console.error(`Browser: ${ensureChromium()}`);
  const files = testFiles();
  const mocha = join(projectFolder, "node_modules", "mocha", "bin", "mocha.js");
  const reporter = join(__dirname, "support", "totals.ts");
  const result = spawnSync(
    process.execPath,
    [mocha, "--parallel", "--jobs", "2", "--reporter", reporter, ...files],
    { cwd: projectFolder, stdio: "inherit", env: { ...process.env, TEST_FILES: files.join("\n") } },
  );
  return result.status ?? 1;
});

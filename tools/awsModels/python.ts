/** Installs pinned Python packages once in a virtual environment. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";

/**
 * Returns the Python of a virtual environment with the packages of a requirements file, created in node_modules/.cache.
 *
 * @param requirements - the file, one `name==version` a line
 */
export function pythonWith(requirements: string): string {
  const wanted = readFileSync(requirements, "utf8");
  const digest = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const folder = join(projectFolder, "node_modules", ".cache", "secure-origin-python", digest);
  const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const done = join(folder, "requirements.txt");
  if (!existsSync(done)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    run(process.platform === "win32" ? "python" : "python3", ["-m", "venv", folder]);
    run(python, [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "--requirement",
      requirements,
    ]);
    // Written last, so that an incomplete environment is recreated.
    writeFileSync(done, wanted);
  }
  return python;
}

function run(command: string, args: string[]): void {
  try {
    execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      `Python packages could not be installed: ${message.split("\n").at(-1) ?? ""}. Install Python 3.10 or newer with venv, and allow access to PyPI.`,
    );
  }
}

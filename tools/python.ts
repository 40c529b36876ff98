/** Installs pinned Python packages once in a virtual environment. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../local/run/project";

/**
 * Returns the Python of a virtual environment with the packages of a requirements file, created in node_modules/.cache.
 *
 * @param requirements - the file, one `name==version` a line
 */
export function pythonWith(requirements: string): string {
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const cache = join(projectFolder, "node_modules", ".cache", "secure-origin-python");
  const folder = join(cache, digest);
  if (!existsSync(folder)) {
    // Renamed when complete: an interrupted installation is never used, nor one that another process is making.
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(cache, { recursive: true });
    rmSync(unfinished, { recursive: true, force: true });
    run(process.platform === "win32" ? "python" : "python3", ["-m", "venv", unfinished]);
    // Python compiles the few modules that are used when they are.
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"];
    run(pythonIn(unfinished), [...pip, "--requirement", requirements]);
    try {
      renameSync(unfinished, folder);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(folder)) {
        throw error;
      }
    }
  }
  return pythonIn(folder);
}

const pythonIn = (folder: string): string =>
  join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

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

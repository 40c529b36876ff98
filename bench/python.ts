/** Finds a Python with the packages that a peer needs. */
import { spawnSync } from "node:child_process";

/** Returns the Python that SECURE_ORIGIN_PYTHON names, or `python3`; undefined if it lacks a package. */
export function pythonWith(...packages: readonly string[]): string | undefined {
  const python = process.env.SECURE_ORIGIN_PYTHON ?? "python3";
  const imports = packages.map((name) => `import ${name}`).join("; ");
  return spawnSync(python, ["-c", imports]).status === 0 ? python : undefined;
}

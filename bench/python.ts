/** Finds a Python that has what a peer of the benchmark needs. */
import { spawnSync } from "node:child_process";

/** The Python that SECURE_ORIGIN_PYTHON names, or `python3`; undefined unless it has the packages. */
export function pythonWith(...packages: readonly string[]): string | undefined {
  const python = process.env.SECURE_ORIGIN_PYTHON ?? "python3";
  const imports = packages.map((name) => `import ${name}`).join("; ");
  return spawnSync(python, ["-c", imports]).status === 0 ? python : undefined;
}

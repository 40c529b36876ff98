/** Runs Checkov on a stack as Terraform for comparison, if it is installed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "./stackModel";
import { terraformOf } from "./terraform";

const command = process.env.SECURE_ORIGIN_CHECKOV ?? "checkov";

interface Report {
  readonly results?: {
    readonly failed_checks?: readonly { check_id: string; check_name: string; resource: string }[];
  };
}

/** Whether Checkov is installed. */
export function hasCheckov(): boolean {
  return spawnSync(command, ["--version"], { encoding: "utf8" }).status === 0;
}

/** Lists the failed checks, as `id at resource: name`. */
export function checkovFindings(stack: Stack): string[] {
  const folder = mkdtempSync(join(tmpdir(), "checkov-"));
  try {
    writeFileSync(join(folder, "stack.tf"), terraformOf(stack));
    const flags = [
      "--directory",
      folder,
      "--framework",
      "terraform",
      "--output",
      "json",
      "--quiet",
      "--compact",
    ];
    const { stdout } = spawnSync(command, [...flags, "--skip-download"], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    const report = JSON.parse(stdout) as Report;
    const failed = report.results?.failed_checks ?? [];
    return failed.map(({ check_id, check_name, resource }) => `${check_id} at ${resource}: ${check_name}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

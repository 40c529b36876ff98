/** The GitHub Actions workflow in examples/, as data. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../local/run/project";

/** A step of a job: an action, or a script. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
}

/** A job. */
interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** The workflow's file. */
export const workflowFile = join(projectFolder, "examples", "github-actions", "site.yml");

/** Its text. */
export const workflowText = readFileSync(workflowFile, "utf8");

/** The workflow. */
export const workflow = parse(workflowText) as {
  readonly permissions: object;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<"review" | "comment" | "deploy", Job>>;
};

/** Tells whether `pulumi` alone would use another backend than the local cloud's. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { findProject } from "./pulumiProject";

const project = z.object({ backend: z.object({ url: z.string().min(1) }) });
const credentials = z.object({ current: z.string().min(1) });

function has(file: string, shape: z.ZodType): boolean {
  try {
    return existsSync(file) && shape.safeParse(parse(readFileSync(file, "utf8"))).success;
  } catch {
    return false;
  }
}

/**
 * Returns whether a project names a backend, or somebody logged in to one with `pulumi login`.
 *
 * @param folder - that of the program
 * @see https://www.pulumi.com/docs/iac/concepts/state-and-backends/
 */
export function usesOtherBackend(folder: string, env: NodeJS.ProcessEnv): boolean {
  const file = findProject(folder)?.file;
  const home = env["PULUMI_CREDENTIALS_PATH"] ?? env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  return (file !== undefined && has(file, project)) || has(join(home, "credentials.json"), credentials);
}

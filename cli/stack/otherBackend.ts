/** Tells whether `pulumi` alone would use another backend than the local cloud's. */
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { findProject } from "./pulumiProject";

const credentials = z.object({ current: z.string().min(1) });

/** Returns whether somebody logged in to a backend with `pulumi login`. */
function isLoggedIn(env: NodeJS.ProcessEnv): boolean {
  const home = env["PULUMI_CREDENTIALS_PATH"] ?? env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  try {
    return credentials.safeParse(JSON.parse(readFileSync(join(home, "credentials.json"), "utf8"))).success;
  } catch {
    return false;
  }
}

/**
 * Returns whether the project of a folder names a backend, or somebody logged in to one.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/state-and-backends/
 */
export function usesOtherBackend(folder: string, env: NodeJS.ProcessEnv): boolean {
  return findProject(folder)?.backend !== undefined || isLoggedIn(env);
}

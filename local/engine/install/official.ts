/** The official Pulumi command line, from PATH or downloaded by Pulumi's installer. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { SemVer, satisfies } from "semver";
import { engineVersion } from "./cache";

const run = promisify(execFile);

/** The oldest version with `pulumi policy analyze` and the flags that local runs use. */
const oldestEngine = "3.249.0";

/** Address of Pulumi's installer; requested first, to notice a closed network at once. */
const installer = "https://get.pulumi.com/";

/** An inspected command line: usable, or the reason why not. */
export type Candidate = { readonly pulumi: string; readonly version: string } | { readonly unusable: string };

/** Inspects a `pulumi` binary: recent enough, with a Node language host beside it. */
async function inspect(pulumi: string): Promise<Candidate> {
  let version: string;
  try {
    version = (await run(pulumi, ["version"], { timeout: 10_000 })).stdout.trim().replace(/^v/, "");
  } catch (error) {
    return { unusable: `${pulumi} does not run (${(error as Error).message.split("\n")[0] ?? ""})` };
  }
  if (!satisfies(version, `>=${oldestEngine}`, { includePrerelease: true })) {
    return { unusable: `pulumi on PATH is ${version}, older than ${oldestEngine}` };
  }
  if (!existsSync(join(dirname(realpathSync(pulumi)), "pulumi-language-nodejs"))) {
    return { unusable: "pulumi on PATH has no Node language host beside it" };
  }
  return { pulumi, version };
}

/** Inspects the first `pulumi` on PATH. */
export async function onPath(env: NodeJS.ProcessEnv): Promise<Candidate> {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const pulumi = folders.map((folder) => join(folder, "pulumi")).find(existsSync);
  return pulumi === undefined ? { unusable: "no pulumi on PATH" } : inspect(pulumi);
}

/**
 * Downloads the official command line into `root` with Pulumi's own installer.
 *
 * @returns the binary, or the reason why it is unavailable; a closed network is known within 8 seconds
 */
export async function download(root: string, address = installer): Promise<Candidate> {
  try {
    const answer = await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(8_000) });
    if (!answer.ok) {
      return { unusable: `${address} answered ${answer.status}` };
    }
  } catch (error) {
    const cause = (error as Error).cause;
    return {
      unusable: `${address} cannot be reached (${cause instanceof Error ? cause.message : (error as Error).message})`,
    };
  }
  mkdirSync(root, { recursive: true });
  try {
    const { PulumiCommand } = await import("@pulumi/pulumi/automation");
    const command = await PulumiCommand.install({ root, version: new SemVer(engineVersion) });
    return { pulumi: command.command, version: engineVersion };
  } catch (error) {
    return { unusable: `the download failed (${(error as Error).message.split("\n")[0] ?? ""})` };
  }
}

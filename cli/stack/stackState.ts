/** Reads the state of a stack: from the local cloud if it has the stack, else from the backend that `pulumi` is logged in to. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { addNote, CommandError } from "../report";
import { usesOtherBackend } from "./otherBackend";
import { UnknownStack } from "./stackNames";
import { referenceOf, type StackNameFlags, type StackReference } from "./stackReference";

const run = promisify(execFile);

/** The largest output of `pulumi stack export` in bytes. */
const most = 512 * 1024 * 1024;

/** The organization of every stack in the local backend. */
const localOrganization = "organization";

/** Returns the folder with the stacks of a project in the local backend. */
const localStacks = (root: string, project: string): string =>
  join(root, "backend", ".pulumi", "stacks", project);

const localFile = (root: string, { project, stack }: StackReference): string =>
  join(localStacks(root, project), `${stack}.json`);

/** Returns the local folder that can have a stack; undefined where the environment or the name implies another backend. */
function localRoot({ organization }: StackReference, env: NodeJS.ProcessEnv): string | undefined {
  const named = env["PULUMI_BACKEND_URL"] ?? env["PULUMI_ACCESS_TOKEN"];
  if (named !== undefined || (organization !== undefined && organization !== localOrganization)) {
    return undefined;
  }
  return env["SECURE_ORIGIN_LOCAL_DIR"] ?? ".local";
}

/**
 * Finds the local folder with the state of a stack; undefined for a stack elsewhere. A backend in the environment takes
 * precedence.
 */
export function localRootOf(
  reference: StackReference,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const root = localRoot(reference, env);
  return root !== undefined && existsSync(localFile(root, reference)) ? root : undefined;
}

/** Lists the stacks of a project in the local cloud. */
function localStackNames(reference: StackReference, env: NodeJS.ProcessEnv = process.env): string[] {
  const root = localRoot(reference, env);
  const folder = root === undefined ? undefined : localStacks(root, reference.project);
  if (folder === undefined || !existsSync(folder)) {
    return [];
  }
  return readdirSync(folder).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);
}

async function readLocal(path: string): Promise<unknown> {
  const { checkpoint } = JSON.parse(await readFile(path, "utf8")) as { checkpoint?: { latest?: unknown } };
  return { deployment: checkpoint?.latest ?? {} };
}

/** Lists the stacks of the folder's project in the backend that `pulumi` is logged in to; none where that fails. */
async function exportedNames(cwd: string): Promise<string[]> {
  try {
    const { stdout } = await run("pulumi", ["stack", "ls", "--json"], { cwd });
    const names = (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name);
    return names.map((name) => name.split("/").at(-1) ?? name);
  } catch {
    return [];
  }
}

async function exportStack(
  reference: StackReference,
  env: NodeJS.ProcessEnv,
  secrets: boolean,
): Promise<unknown> {
  const { given, project, stack, folder } = reference;
  const local = localStackNames(reference, env);
  try {
    const args = ["stack", "export", "--stack", given, ...(secrets ? ["--show-secrets"] : [])];
    const { stdout } = await run("pulumi", args, { maxBuffer: most, cwd: resolve(folder) });
    return JSON.parse(stdout) as unknown;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") {
      if (local.length > 0) {
        throw new UnknownStack(
          `project ${project} has no stack ${stack} in the local cloud, and there is no pulumi on PATH`,
          stack,
          local,
          cause,
        );
      }
      throw new CommandError(
        `stack ${given} of project ${project} is not in the local cloud, and there is no pulumi on PATH`,
        "run npm start for a local stack, or log in to its backend: pulumi login",
        cause,
      );
    }
    const said = ((cause as { stderr?: string }).stderr ?? "").trim().split("\n").at(-1) ?? "";
    if (/no stack named/.test(said)) {
      const names = [...local, ...(await exportedNames(resolve(folder)))];
      throw new UnknownStack(`project ${project} has no stack ${stack}`, stack, names, cause);
    }
    throw new CommandError(
      `pulumi stack export failed: ${said}`,
      "run npm start for a local stack, or log in to its backend: pulumi login",
      cause,
    );
  }
}

/**
 * Reads a stack's state in the format of `pulumi stack export`.
 *
 * @param flags.secrets whether secrets are needed in clear; those of a stack in the local cloud stay encrypted
 * @throws CommandError
 */
export async function readStackState(
  flags: StackNameFlags & { readonly secrets?: boolean | undefined },
  env: NodeJS.ProcessEnv = process.env,
): Promise<unknown> {
  const reference = referenceOf(flags);
  const root = localRootOf(reference, env);
  if (root === undefined) {
    return exportStack(reference, env, flags.secrets === true);
  }
  const chosen = env["SECURE_ORIGIN_LOCAL_DIR"] !== undefined || reference.organization !== undefined;
  if (!chosen && usesOtherBackend(reference.folder, env)) {
    addNote(
      `this is stack ${reference.stack} of the local cloud; for the one in the backend of pulumi, set PULUMI_BACKEND_URL`,
    );
  }
  return readLocal(localFile(root, reference));
}

/** The state of a stack: of the local cloud where that has it, else of whatever backend `pulumi` is logged in to. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { CommandError } from "../report";
import { UnknownStack } from "./stackNames";
import { referenceOf, type StackNameFlags, type StackReference } from "./stackReference";

const run = promisify(execFile);

/** States can be large; this is far above any. */
const most = 512 * 1024 * 1024;

/** What the local backend calls the organization of every stack. */
const localOrganization = "organization";

/** The folder in which the local backend keeps the stacks of a project. */
const localStacks = (root: string, project: string): string =>
  join(root, "backend", ".pulumi", "stacks", project);

const localFile = (root: string, { project, stack }: StackReference): string =>
  join(localStacks(root, project), `${stack}.json`);

/** The local folder that can have a stack; undefined where the environment or the stack's name tells another backend. */
function localRoot({ organization }: StackReference, env: NodeJS.ProcessEnv): string | undefined {
  const named = env["PULUMI_BACKEND_URL"] ?? env["PULUMI_ACCESS_TOKEN"];
  if (named !== undefined || (organization !== undefined && organization !== localOrganization)) {
    return undefined;
  }
  return env["SECURE_ORIGIN_LOCAL_DIR"] ?? ".local";
}

/**
 * Finds the local folder in which a stack's state is; undefined for a stack that is elsewhere. A backend that the
 * environment names goes before it.
 */
export function localRootOf(
  reference: StackReference,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const root = localRoot(reference, env);
  return root !== undefined && existsSync(localFile(root, reference)) ? root : undefined;
}

/** The stacks of a project in the local cloud. */
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

/** The stacks of the folder's project in the backend that `pulumi` is logged in to; none where it does not tell. */
async function exportedNames(cwd: string): Promise<string[]> {
  try {
    const { stdout } = await run("pulumi", ["stack", "ls", "--json"], { cwd });
    const names = (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name);
    return names.map((name) => name.split("/").at(-1) ?? name);
  } catch {
    return [];
  }
}

async function exportStack(reference: StackReference, env: NodeJS.ProcessEnv): Promise<unknown> {
  const { given, project, stack, folder } = reference;
  const local = localStackNames(reference, env);
  try {
    const args = ["stack", "export", "--stack", given];
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
        "run npm start for a local stack, or log in where the stack is: pulumi login",
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
      "run npm start for a local stack, or log in where the stack is: pulumi login",
      cause,
    );
  }
}

/**
 * Reads a stack's state in the form that `pulumi stack export` writes.
 *
 * @throws CommandError
 */
export async function readStackState(
  flags: StackNameFlags,
  env: NodeJS.ProcessEnv = process.env,
): Promise<unknown> {
  const reference = referenceOf(flags);
  const root = localRootOf(reference, env);
  return root === undefined ? exportStack(reference, env) : readLocal(localFile(root, reference));
}

/** The state of a stack: of the local cloud where that has it, else of whatever backend `pulumi` is logged in to. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { CommandError } from "./report";

const run = promisify(execFile);

/** States can be large; this is far above any. */
const most = 512 * 1024 * 1024;

/** The file in which the local backend keeps a stack. */
const localFile = (root: string, stack: string): string =>
  join(root, "backend", ".pulumi", "stacks", "secure-origin", `${stack}.json`);

/**
 * The local folder in which a stack's state is; undefined for a stack that is elsewhere. A backend that the environment
 * names goes before it.
 */
export function localRootOf(stack: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env["PULUMI_BACKEND_URL"] ?? env["PULUMI_ACCESS_TOKEN"];
  if (named !== undefined || stack.includes("/")) {
    return undefined;
  }
  const root = env["SECURE_ORIGIN_LOCAL_DIR"] ?? ".local";
  return existsSync(localFile(root, stack)) ? root : undefined;
}

async function readLocal(path: string): Promise<unknown> {
  const { checkpoint } = JSON.parse(await readFile(path, "utf8")) as { checkpoint?: { latest?: unknown } };
  return { deployment: checkpoint?.latest ?? {} };
}

async function exportStack(stack: string): Promise<unknown> {
  try {
    const { stdout } = await run("pulumi", ["stack", "export", "--stack", stack], { maxBuffer: most });
    return JSON.parse(stdout) as unknown;
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const said = ((cause as { stderr?: string }).stderr ?? "").trim().split("\n").at(-1) ?? "";
    throw new CommandError(
      missing
        ? `stack ${stack} is not in the local cloud, and there is no pulumi on PATH`
        : `pulumi stack export failed: ${said}`,
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
export async function readStackState(stack: string, env: NodeJS.ProcessEnv = process.env): Promise<unknown> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(stack)) {
    throw new CommandError(
      `${JSON.stringify(stack)} is not the name of a stack`,
      "name one, for example dev",
    );
  }
  const root = localRootOf(stack, env);
  return root === undefined ? exportStack(stack) : readLocal(localFile(root, stack));
}

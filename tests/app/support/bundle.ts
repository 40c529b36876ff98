/** The bundle as it is delivered, run as a process of its own. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Answer, send } from "./wire";

/** The project's folder. */
export const projectFolder = join(__dirname, "../../..");

/** Builds the bundle into a file. */
export function buildBundle(path: string): void {
  execFileSync(process.execPath, [join(projectFolder, "app/build.js"), path], { stdio: "pipe" });
}

/** A process that runs the site. */
export interface RunningBundle {
  readonly child: ChildProcess;
  /** What it has written to standard output. */
  output(): string;
  /** Stops it as systemd does. @returns its exit code */
  terminate(): Promise<number | null>;
}

/** Starts a bundle with an environment that holds nothing else. */
export function startBundle(path: string, folder: string, env: Record<string, string>): RunningBundle {
  const child = spawn(process.execPath, ["--no-warnings", path], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  return {
    child,
    output: () => text,
    terminate: async () => {
      if (child.exitCode === null) {
        const exit = once(child, "exit");
        child.kill("SIGTERM");
        await exit;
      }
      return child.exitCode;
    },
  };
}

/** Asks until somebody listens. */
export async function eventually(port: number, target: string, running: RunningBundle): Promise<Answer> {
  for (;;) {
    try {
      return await send({ port, target });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED" || running.child.exitCode !== null) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

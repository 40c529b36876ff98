import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../local/terminal/userError";
import { errorLine } from "../errorLine";
import { type Config, type Pulumi, type PulumiRun, programFolder } from "./pulumi";
import { writeStackFile } from "./stackFile";

/** Runs the user's own `pulumi`, with its backend and credentials. */
export class AwsPulumi implements Pulumi {
  readonly #stack: string;
  #running: number | undefined;

  /** @param show - receives the engine's output as it is printed */
  constructor(
    private readonly account: string,
    private readonly show: (chunk: string) => void,
  ) {
    this.#stack = `smoke-${account}`;
  }

  /** Also limits the provider to the account, since credentials may change while an experiment runs. */
  async prepare(program: string, config: Config): Promise<void> {
    const file = join(programFolder(program), `Pulumi.${this.#stack}.yaml`);
    writeStackFile(file, { ...config, "aws:allowedAccountIds": [this.account] });
    try {
      const made = await this.run(program, "stack", "init", "--no-select");
      if (!made.ok && !made.output.includes("already exists")) {
        throw new UserError(
          `pulumi could not create the stack ${this.#stack} of ${program}: ${errorLine(made.output)}`,
        );
      }
    } catch (error) {
      rmSync(file);
      throw error;
    }
  }

  async run(program: string, ...args: readonly string[]): Promise<PulumiRun> {
    const run = { output: "", stdout: "" };
    const child = spawn("pulumi", [...args, "--stack", this.#stack, "--color", "never"], {
      cwd: programFolder(program),
      // In its own process group, so that Ctrl-C in the terminal does not end the clean-up.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#running = child.pid;
    const append = (stream: "stdout" | "stderr") => (chunk: Buffer) => {
      run.output += chunk.toString();
      if (stream === "stdout") {
        run.stdout += chunk.toString();
      }
      if (args[0] === "up" || args[0] === "destroy") {
        this.show(chunk.toString());
      }
    };
    child.stdout.on("data", append("stdout"));
    child.stderr.on("data", append("stderr"));
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", (cause) =>
        reject(
          new UserError(
            `pulumi could not be started (${cause.message}). Install Pulumi, or add it to the PATH.`,
          ),
        ),
      );
      child.on("close", (ended) => resolve(ended ?? 1));
    });
    this.#running = undefined;
    return { ok: code === 0, ...run };
  }

  commandLine(program: string, ...args: readonly string[]): string {
    return ["pulumi -C", join("smoke/programs", program), ...args, "--stack", this.#stack].join(" ");
  }

  interrupt(): void {
    if (this.#running !== undefined) {
      process.kill(this.#running, "SIGINT");
    }
  }

  leftovers(): readonly string[] {
    return [];
  }
}

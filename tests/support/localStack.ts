/** A stack for one test: the real engine with a local cloud in a temporary folder. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AccountFile, readAccount } from "../../local/cloud";
import { type Engine, findEngine, type LocalFolder, localFolder, runPulumi } from "../../local/engine";
import { projectFolder } from "../../local/run/project";
import { hostingProgram } from "./programHost/programHost";

/** The engine's exit code and output. */
export interface EngineRun {
  readonly code: number;
  readonly output: string;
  readonly stdout: string;
}

/** Progress is not reported in tests; `npm test` has prepared the engine before. */
const silent = { step: () => ({ update: () => undefined, done: () => undefined, fail: () => undefined }) };

/** Commands that run the program. */
const runsProgram = new Set(["up", "preview"]);

/** Commands on a program or a plugin rather than on a stack. */
const withoutStack = new Set(["install", "package"]);

let engine: Promise<Engine> | undefined;

/** Finds the engine, once per process. */
export const theEngine = (): Promise<Engine> => (engine ??= findEngine(silent));

/** One stack of one program. */
export class LocalStack {
  readonly folder: LocalFolder;
  private readonly configFile: string;
  private hosted = false;
  private savesAtEnd = false;

  /**
   * @param stack - the stack's name, which selects the program's configuration
   * @param program - the program's folder; this project by default
   * @param neighbour - a stack in whose account this one is; an account of its own by default
   */
  constructor(
    readonly stack: string,
    readonly program: string = projectFolder,
    neighbour?: LocalStack,
  ) {
    this.folder = neighbour?.folder ?? localFolder(mkdtempSync(join(tmpdir(), "secure-origin-")));
    this.configFile = join(this.folder.root, `${stack}.yaml`);
  }

  /**
   * Runs the program in a process that has loaded Pulumi's SDK before, which halves the time of an `up`: for tests that are
   * not about how a program starts.
   *
   * @returns this stack
   */
  withProgramHost(): this {
    this.hosted = true;
    return this.withoutCheckpoints();
  }

  /**
   * Has the engine save the state at the end of a command and not at each step, which takes most of its time: for tests that
   * are not about the engine itself. One whose process group a test gets still saves it at each step.
   *
   * @returns this stack
   */
  withoutCheckpoints(): this {
    this.savesAtEnd = true;
    return this;
  }

  /** Runs a Pulumi command. */
  pulumi(...args: string[]): Promise<EngineRun> {
    return this.pulumiIn({}, ...args);
  }

  /** Runs a Pulumi command on another program of the project, or with a callback that gets the engine's process group. */
  async pulumiIn(
    { program = this.program, onGroup }: { program?: string; onGroup?: (group: number) => void },
    ...args: string[]
  ): Promise<EngineRun> {
    const run = { output: "", stdout: "" };
    const stack = withoutStack.has(args[0] ?? "") ? [] : ["--stack", this.stack];
    const start = async (flags: string[]): Promise<number> =>
      runPulumi({
        engine: await theEngine(),
        project: projectFolder,
        folder: this.folder,
        // Saves a seventh of a run: Pulumi formats a stack trace for each promise of a program, for a warning that no test reads.
        environment: { NODE_OPTIONS: "--stack-trace-limit=1", ...process.env },
        ...(this.savesAtEnd && onGroup === undefined && { checkpoints: false }),
        args: ["-C", program, ...args, ...flags, ...stack, "--color", "never"],
        ...(onGroup && { onGroup }),
        onOutput: (stream, chunk) => {
          run.output += chunk;
          if (stream === "stdout") {
            run.stdout += chunk;
          }
        },
      });
    // The process outlives a killed group, and what another program does to the SDK.
    const hosted = this.hosted && runsProgram.has(args[0] ?? "") && onGroup === undefined;
    const code = hosted && program === this.program ? await hostingProgram(start) : await start([]);
    return { code, ...run };
  }

  /** Runs `pulumi preview` with the policy pack. */
  preview(...args: string[]): Promise<EngineRun> {
    return this.pulumi("preview", "--non-interactive", "--policy-pack", "policy", ...args);
  }

  /** Runs `pulumi up` without a preview; fails the test unless it succeeds. */
  async up(...args: string[]): Promise<EngineRun> {
    const run = await this.pulumi("up", "--yes", "--skip-preview", "--non-interactive", ...args);
    assert.equal(run.code, 0, run.output);
    return run;
  }

  /** Runs `pulumi up` with the policy pack; fails the test unless it succeeds. */
  upWithPack(...args: string[]): Promise<EngineRun> {
    return this.up("--policy-pack", "policy", ...args);
  }

  /** Runs `pulumi destroy`; fails the test unless it succeeds. */
  async destroy(): Promise<EngineRun> {
    const run = await this.pulumi("destroy", "--yes", "--skip-preview", "--non-interactive");
    assert.equal(run.code, 0, run.output);
    return run;
  }

  /** Returns the stack's outputs. */
  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse((await this.pulumi("stack", "output", "--json")).stdout) as Record<string, unknown>;
  }

  /** Returns the account in the local cloud. */
  account(): AccountFile {
    const account = readAccount(this.folder.cloud);
    assert.ok(account !== undefined, "nothing was ever created");
    return account;
  }

  /** Returns the types of all resources in the local cloud, sorted. */
  types(): string[] {
    return this.account()
      .resources.map(({ type }) => type)
      .sort();
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.folder.root, { recursive: true, force: true });
  }

  /** Writes a changed copy of the stack's configuration. @returns the `--config-file` flag that selects it */
  configured(edit: (text: string) => string): readonly [string, string] {
    writeFileSync(
      this.configFile,
      edit(readFileSync(join(this.program, `Pulumi.${this.stack}.yaml`), "utf8")),
    );
    return ["--config-file", this.configFile];
  }
}

/** Removes a stack's folder after the tests of the suite. @returns the stack */
export function removedAfterTests<Stack extends LocalStack>(stack: Stack): Stack {
  after(() => stack.remove());
  return stack;
}

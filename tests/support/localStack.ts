/** A stack of its own for one test: the real engine on a local cloud in a throw-away folder. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AccountFile, readAccount } from "../../local/cloud";
import { type Engine, findEngine, type LocalFolder, localFolder, runPulumi } from "../../local/engine";
import { projectFolder } from "../../local/run/project";

/** What the engine did: its exit code and all that it printed. */
export interface EngineRun {
  readonly code: number;
  readonly output: string;
  readonly stdout: string;
}

/** Steps are not reported in tests; `npm test` has prepared the engine before. */
const silent = { step: () => ({ update: () => undefined, done: () => undefined, fail: () => undefined }) };

let engine: Promise<Engine> | undefined;

/** The engine in use, found once a process. */
export const theEngine = (): Promise<Engine> => (engine ??= findEngine(silent));

/** One stack of one program. */
export class LocalStack {
  readonly folder: LocalFolder;
  private readonly configFile: string;

  /**
   * @param stack - the stack's name; its configuration starts as the program's own file for it
   * @param program - the program's folder; this project unless told otherwise
   * @param neighbour - a stack whose account this one shares; an account of its own unless told
   */
  constructor(
    readonly stack: string,
    readonly program: string = projectFolder,
    neighbour?: LocalStack,
  ) {
    this.folder = neighbour?.folder ?? localFolder(mkdtempSync(join(tmpdir(), "secure-origin-")));
    this.configFile = join(this.folder.root, `${stack}.yaml`);
  }

  /** Runs any command of the engine. */
  pulumi(...args: string[]): Promise<EngineRun> {
    return this.pulumiIn({}, ...args);
  }

  /** The same with another program of the project, or with somebody told of the engine's process group. */
  async pulumiIn(
    { program = this.program, onGroup }: { program?: string; onGroup?: (group: number) => void },
    ...args: string[]
  ): Promise<EngineRun> {
    const run = { output: "", stdout: "" };
    const code = await runPulumi({
      engine: await theEngine(),
      project: projectFolder,
      folder: this.folder,
      // Pulumi formats a stack trace for each promise of a program, for a warning that no test reads: a seventh of a run.
      environment: { NODE_OPTIONS: "--stack-trace-limit=1", ...process.env },
      args: ["-C", program, ...args, "--stack", this.stack, "--color", "never"],
      ...(onGroup && { onGroup }),
      onOutput: (stream, chunk) => {
        run.output += chunk;
        if (stream === "stdout") {
          run.stdout += chunk;
        }
      },
    });
    return { code, ...run };
  }

  /** `pulumi preview` with the policy pack. */
  preview(...args: string[]): Promise<EngineRun> {
    return this.pulumi("preview", "--non-interactive", "--policy-pack", "policy", ...args);
  }

  /** `pulumi up` without a preview of its own; fails the test unless it succeeds. */
  async up(...args: string[]): Promise<EngineRun> {
    const run = await this.pulumi("up", "--yes", "--skip-preview", "--non-interactive", ...args);
    assert.equal(run.code, 0, run.output);
    return run;
  }

  /** The same with the policy pack, which has to accept it. */
  judgedUp(...args: string[]): Promise<EngineRun> {
    return this.up("--policy-pack", "policy", ...args);
  }

  /** `pulumi destroy`; fails the test unless it succeeds. */
  async destroy(): Promise<EngineRun> {
    const run = await this.pulumi("destroy", "--yes", "--skip-preview", "--non-interactive");
    assert.equal(run.code, 0, run.output);
    return run;
  }

  /** The stack's outputs. */
  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse((await this.pulumi("stack", "output", "--json")).stdout) as Record<string, unknown>;
  }

  /** What exists in the local cloud now. */
  account(): AccountFile {
    const account = readAccount(this.folder.cloud);
    assert.ok(account !== undefined, "nothing was ever created");
    return account;
  }

  /** The types of all resources in the local cloud, sorted. */
  types(): string[] {
    return this.account()
      .resources.map(({ type }) => type)
      .sort();
  }

  /** Takes the folder away. */
  remove(): void {
    rmSync(this.folder.root, { recursive: true, force: true });
  }

  /** A text file of the program, changed, as the stack's configuration from now on: pass `--config-file` with it. */
  configured(edit: (text: string) => string): readonly [string, string] {
    writeFileSync(
      this.configFile,
      edit(readFileSync(join(this.program, `Pulumi.${this.stack}.yaml`), "utf8")),
    );
    return ["--config-file", this.configFile];
  }
}

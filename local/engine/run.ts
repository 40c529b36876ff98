/** Runs `pulumi` on the local cloud; the project starts the engine nowhere else. */
import { type SpawnOptions, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../makeFolder";
import { createProgress, type Progress } from "../terminal/progress";
import { UserError } from "../terminal/userError";
import { type CommandLine, readCommandLine } from "./arguments";
import { type OpenCloud, openCloud, requireCloud } from "./attach";
import { engineEnvironment, type LocalFolder, stackStateFile } from "./environment";
import type { Engine } from "./install/find";
import { provideLanguageHost } from "./install/languageHosts";
import { refuseLostCloud } from "./stack/lostCloud";
import { newStack } from "./stack/newStack";
import type { StackName } from "./stack/recover";
import { protectCopy, refreshCopy, stackFile, writeBack } from "./stack/stackFile";
import { type ServedKey, secretsProvider, serveStateKey } from "./stack/stateKey";
import { readYamlFile } from "./stack/yamlFile";

/** Destination of the engine's output. Default: the terminal. */
interface Output {
  readonly stdio?: SpawnOptions["stdio"];
  /** Receives each chunk of output. */
  readonly onOutput?: (stream: "stdout" | "stderr", chunk: string) => void;
}

/** Settings of one run. */
export interface RunSettings extends Output {
  readonly engine: Engine;
  /** This project's folder, the default of `-C`. */
  readonly project: string;
  readonly folder: LocalFolder;
  /** The arguments after `pulumi`. */
  readonly args: readonly string[];
  /** The outer environment. Default: this process's. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Receives the id of the engine's own process group, by which all of it can be killed. Default: it has none. */
  readonly onGroup?: (group: number) => void;
  /** Receives the id of an engine in this process's group, which gets the terminal's Ctrl-C. */
  readonly onShared?: (pid: number) => void;
  /** Called before a command that changes a stack in the local backend. */
  readonly beforeChange?: (stack: StackName) => void;
  /**
   * Whether the engine saves the state at each step, so that it is known after the engine was killed, and not only at the
   * end. Default: true, but in a preview, which saves none.
   */
  readonly checkpoints?: boolean;
  /** Shows slow steps. Default: on standard error. */
  readonly progress?: Progress;
  /** Opens the cloud. */
  readonly open?: (dir: string) => Promise<OpenCloud>;
}

/** The parts of Pulumi.yaml that a local run reads. */
interface ProgramFile {
  readonly name?: string;
  readonly runtime?: string | { readonly name?: string };
}

/** Reads Pulumi.yaml in a folder, undefined if there is none, and checks that the stack's file is readable. */
function programIn({ folder, stack, configFile, needsStack }: CommandLine): ProgramFile | undefined {
  const program = readYamlFile(join(folder, "Pulumi.yaml"));
  if (needsStack) {
    readYamlFile(configFile ?? join(folder, `Pulumi.${stack}.yaml`));
  }
  return program;
}

/**
 * Runs one command of the engine and returns its exit code.
 *
 * A missing stack is created in the local backend. The engine gets a copy of the stack's configuration, so that the
 * project's own file is changed only by commands for that.
 *
 * @throws {UserError} before anything runs: if the local cloud does not respond, the program's folder is missing, a YAML file is invalid, or the project has no such stack
 */
export async function runPulumi(settings: RunSettings): Promise<number> {
  const { folder, project, engine } = settings;
  const command = readCommandLine(settings.args, project);
  if (!existsSync(command.folder)) {
    throw new UserError(`there is no folder ${command.folder}; -C takes a program's folder.`);
  }
  refuseSecretChanges(command);
  refuseSelection(command);
  const program = programIn(command);
  if (program?.name !== undefined) {
    refuseLostCloud(folder, command.words[0], { project: program.name, stack: command.stack });
  }
  const made = newStack({ command, folder, project, name: program?.name });
  for (const needed of [folder.home, folder.backend, folder.stacks]) {
    makeFolder(needed);
  }
  const cloud = await (settings.open ?? openCloud)(folder.cloud);
  let stateKey: ServedKey | undefined;
  try {
    await requireCloud(cloud);
    stateKey = await serveStateKey(folder.root);
    const env: NodeJS.ProcessEnv = {
      ...engineEnvironment(settings.environment ?? process.env, folder, cloud, engine.folder),
      ...stateKey.variables,
    };
    if (!(settings.checkpoints ?? command.words[0] !== "preview")) {
      // The engine serializes the whole state at each step: quadratic in the resources.
      env.PULUMI_SKIP_CHECKPOINTS = "true";
    }
    if (runsProgram.has(command.words[0] ?? "")) {
      // The Node language host starts the program's process before the engine asks for it.
      env.SECURE_ORIGIN_PREPARE_PROGRAM = "true";
    }
    const pulumi = (args: readonly string[], cwd: string, output: Output = settings): Promise<number> =>
      execute(engine.pulumi, args, cwd, env, output, settings);
    const name = program?.name;
    const runtime = program?.runtime;
    const language = typeof runtime === "string" ? runtime : runtime?.name;
    if (command.needsStack || withoutStack.has(command.words[0] ?? "")) {
      await provideLanguageHost(
        engine.folder,
        { language, command: command.words[0] },
        settings.progress ?? createProgress(),
        settings.environment,
      );
    }
    if (command.words[0] === "stack" && stackFileWriters.has(command.words[1] ?? "")) {
      return await pulumi(command.args, stackFolder(folder, command.folder, name));
    }
    if (name === undefined || !command.needsStack) {
      return await pulumi(command.args, command.folder);
    }

    if (changing.has(command.words[0] ?? "")) {
      settings.beforeChange?.({ project: name, stack: command.stack });
    }
    const file = stackFile(command.folder, folder.stacks, name, command.stack);
    if (made !== undefined && !existsSync(stackStateFile(folder, name, command.stack))) {
      const apart = stackFolder(folder, command.folder, name);
      await createStack(command.stack, (args, output) => pulumi(args, apart, output));
      protectCopy(file, join(apart, `Pulumi.${command.stack}.yaml`));
      if (made.notice !== undefined) {
        const say = settings.onOutput ?? ((_stream, text) => process.stderr.write(text));
        say("stderr", `${made.notice}\n`);
      }
    }
    if (!command.usesStackFile) {
      return await pulumi(command.args, command.folder);
    }
    const before = refreshCopy(file);
    const code = await pulumi([...command.args, "--config-file", file.copy], command.folder);
    if (command.words[0] === "config") {
      writeBack(file, before);
    }
    return code;
  } finally {
    await Promise.all([cloud.close(), stateKey?.close()]);
  }
}

/** Commands without a stack that need the program's language host. */
const withoutStack = new Set(["install", "package"]);

/** Commands that run the stack's program. */
const runsProgram = new Set(["preview", "up", "update"]);

/** Commands that change a stack's resources, and take its lock. */
const changing = new Set(["up", "update", "destroy", "refresh", "watch"]);

/** Subcommands of `pulumi stack` that write, rename or delete the stack file beside Pulumi.yaml. */
const stackFileWriters = new Set(["init", "new", "create", "rm", "remove", "rename"]);

/** Refuses to select a stack: local runs use the named one, or dev, so a selection would mislead. */
function refuseSelection({ words }: CommandLine): void {
  if (words[0] === "stack" && words[1] === "select") {
    throw new UserError(
      "local runs do not select a stack: name it in each command, for example preview --stack prod.",
    );
  }
}

/**
 * Refuses commands that encrypt secrets in the project's stack file: the local backend's passphrase is public, and no
 * real backend could read them.
 */
function refuseSecretChanges({ words, args }: CommandLine): void {
  const secret = words[0] === "config" && args.includes("--secret");
  if (secret || words[1] === "change-secrets-provider") {
    throw new UserError(
      "a local run does not change how a stack's secrets are kept; set them with pulumi itself, on the real stack.",
    );
  }
}

/**
 * Returns a folder with only the project's name, for commands that create, rename or remove a stack: the engine changes
 * the stack file there, not the project's.
 */
function stackFolder(folder: LocalFolder, program: string, name: string | undefined): string {
  if (name === undefined) {
    return program;
  }
  const apart = join(folder.root, "stack-commands", name);
  makeFolder(apart);
  writeFileSync(join(apart, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
  return apart;
}

/** Creates a stack, without the engine's output unless it fails. */
async function createStack(
  stack: string,
  pulumi: (args: readonly string[], output: Output) => Promise<number>,
): Promise<void> {
  let said = "";
  const code = await pulumi(
    ["stack", "init", stack, "--no-select", "--non-interactive", "--secrets-provider", secretsProvider],
    {
      onOutput: (_stream, chunk) => {
        said += chunk;
      },
    },
  );
  if (code !== 0) {
    throw new UserError(`the stack "${stack}" could not be created: ${said.trim()}`);
  }
}

async function execute(
  pulumi: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  { onOutput, stdio = "inherit" }: Output,
  { onGroup, onShared }: Pick<RunSettings, "onGroup" | "onShared">,
): Promise<number> {
  const child = spawn(pulumi, args, {
    cwd,
    env,
    detached: onGroup !== undefined,
    stdio: onOutput === undefined ? stdio : ["ignore", "pipe", "pipe"],
  });
  if (child.pid !== undefined) {
    (onGroup ?? onShared)?.(child.pid);
  }
  child.stdout?.on("data", (chunk: Buffer) => onOutput?.("stdout", chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => onOutput?.("stderr", chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Runs scripts of a workflow as GitHub's runner does, with the local cloud behind `pulumi` and a recorder behind `gh`. */
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import type { LocalStack } from "../support/localStack";

/** The exit code and the output of a step. */
interface StepRun {
  readonly code: number | null;
  readonly output: string;
}

const node = `"${process.execPath}" -r "${join(projectFolder, "node_modules/ts-node/register/transpile-only")}"`;

/** What stands in for the commands of the runner's machine. */
const commands: Readonly<Record<string, string>> = {
  // CONFIG_FILE is the stack's file as the pull request changes it.
  pulumi: `case "$1" in preview|up) set -- "$@" \${CONFIG_FILE:+--config-file "$CONFIG_FILE"};; esac
cd "${projectFolder}" && exec ${node} local/pulumi.ts "$@"`,
  npx: `[ "$1 $2" = "--no-install secure-origin" ] || exit 9
shift 2; exec "${process.execPath}" "${join(projectFolder, "cli/secure-origin.js")}" "$@"`,
  gh: `printf '%s\\n' "$*" >> gh-calls.txt
case "$*" in *--paginate*) printf '%s' "$COMMENTS";; esac`,
};

/** Prepares a machine for the steps of a stack's workflow. */
export function runOf(stack: LocalStack) {
  const folder = mkdtempSync(join(stack.folder.root, "runner-"));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const [name, script] of Object.entries(commands)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  // The repository's root is where the steps run.
  copyFileSync(join(projectFolder, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  const packConfig = join(folder, "policy.json");
  writeFileSync(packConfig, readFileSync(join(projectFolder, "policy", "config", "dev.json"), "utf8"));
  const outputs = join(folder, "outputs.txt");
  const calls = join(folder, "gh-calls.txt");
  const environment = (env: Readonly<Record<string, string>>): NodeJS.ProcessEnv => {
    // The local cloud has a backend of its own.
    const given = Object.entries(env).filter(([name]) => name !== "PULUMI_BACKEND_URL");
    return {
      ...process.env,
      ...Object.fromEntries(given),
      PATH: `${bin}:${process.env.PATH ?? ""}`,
      SECURE_ORIGIN_LOCAL_DIR: stack.folder.root,
      NO_COLOR: "1",
      STACK: stack.stack,
      PACK: "policy",
      PACK_CONFIG: packConfig,
      GITHUB_OUTPUT: outputs,
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    };
  };
  // As GitHub runs a script for which the workflow names no shell.
  const shell = ["--norc", "-e", "-c"];
  return {
    folder,
    /** Runs a script. */
    run(script: string, env: Readonly<Record<string, string>>): StepRun {
      const { status, stdout, stderr } = spawnSync("bash", [...shell, script], {
        cwd: folder,
        encoding: "utf8",
        env: environment(env),
      });
      return { code: status, output: stdout + stderr };
    },
    /** Runs a script while this process goes on. */
    runAsync(script: string, env: Readonly<Record<string, string>>): Promise<StepRun> {
      const child = spawn("bash", [...shell, script], { cwd: folder, env: environment(env) });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
      }
      return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) => resolve({ code, output }));
      });
    },
    /** Returns the outputs of the steps since the last call; the first `code` is the preview's. */
    takeOutputs(): Record<string, string> {
      const text = readFileSync(outputs, "utf8");
      writeFileSync(outputs, "");
      const codes = [...text.matchAll(/^code=(.*)$/gm)].map(([, code = ""]) => code);
      const [, , markdown = ""] = /^markdown<<(.*)\n([\s\S]*)\n\1$/m.exec(text) ?? [];
      const [preview = "", review = preview] = codes;
      return { preview, review, markdown };
    },
    /** Returns the calls of `gh` since the last call. */
    takeCalls(): string[] {
      const lines = existsSync(calls) ? readFileSync(calls, "utf8").trimEnd().split("\n") : [];
      writeFileSync(calls, "");
      return lines;
    },
  };
}

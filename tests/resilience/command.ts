/** The `secure-origin` command, run in this process on the stand's stack. */
import assert from "node:assert/strict";
import { createProgram, runProgram } from "../../cli/program";
import { administratorArn } from "../../local/cloud/api/callers";
import { actAs } from "../../local/site/credentials";
import type { TestEnvironment } from "./environment";

/** What it printed, and its exit code. */
export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs it as the account's administrator. `--stack` and `--config-file` are added for what edits the stack. */
export async function command(environment: TestEnvironment, ...args: string[]): Promise<CommandRun> {
  const run = { out: "", err: "" };
  const program = createProgram({
    writeOut: (text) => (run.out += text),
    writeErr: (text) => (run.err += text),
  });
  const { root } = environment.stack.folder;
  const bringBack = actAs({
    roleArn: administratorArn(environment.stack.account().accountId),
    ...environment.api,
    folder: root,
  });
  const before = process.env["SECURE_ORIGIN_LOCAL_DIR"];
  process.env["SECURE_ORIGIN_LOCAL_DIR"] = root;
  try {
    return { code: await runProgram(args, program), ...run };
  } finally {
    bringBack();
    if (before === undefined) {
      Reflect.deleteProperty(process.env, "SECURE_ORIGIN_LOCAL_DIR");
    } else {
      process.env["SECURE_ORIGIN_LOCAL_DIR"] = before;
    }
  }
}

/** Runs a step that edits the stack's configuration; throws unless it does. */
export async function edit(environment: TestEnvironment, ...args: string[]): Promise<CommandRun> {
  const run = await command(environment, ...args, "--config-file", environment.configFile);
  assert.equal(run.code, 0, run.err);
  return run;
}

/** Runs a step that has to be refused; throws unless it is, for the reason that is expected. */
export async function refuse(
  environment: TestEnvironment,
  reason: RegExp,
  ...args: string[]
): Promise<string> {
  const run = await command(environment, ...args, "--config-file", environment.configFile);
  assert.notEqual(run.code, 0, `${args.join(" ")} was to be refused`);
  assert.match(run.err, reason);
  return run.err;
}

/** Runs the `secure-origin` command in this process, on the stack of the test environment. */
import assert from "node:assert/strict";
import { createProgram, runProgram } from "../../cli/program";
import { administratorArn } from "../../local/cloud/api/callers";
import { actAs } from "../../local/site/credentials";
import type { TestEnvironment } from "./environment";

/** The output and exit code of a command. */
export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as the account's administrator. */
export async function command(environment: TestEnvironment, ...args: string[]): Promise<CommandRun> {
  const run = { out: "", err: "" };
  const program = createProgram({
    writeOut: (text) => (run.out += text),
    writeErr: (text) => (run.err += text),
  });
  const { root } = environment.stack.folder;
  const restore = actAs({
    roleArn: administratorArn(environment.stack.account().accountId),
    ...environment.api,
    folder: root,
  });
  const before = process.env["SECURE_ORIGIN_LOCAL_DIR"];
  process.env["SECURE_ORIGIN_LOCAL_DIR"] = root;
  try {
    return { code: await runProgram(args, program), ...run };
  } finally {
    restore();
    if (before === undefined) {
      Reflect.deleteProperty(process.env, "SECURE_ORIGIN_LOCAL_DIR");
    } else {
      process.env["SECURE_ORIGIN_LOCAL_DIR"] = before;
    }
  }
}

/** Runs a command that edits the stack's configuration; throws unless it succeeds. */
export async function edit(environment: TestEnvironment, ...args: string[]): Promise<CommandRun> {
  const run = await command(environment, ...args, "--config-file", environment.configFile);
  assert.equal(run.code, 0, run.err);
  return run;
}

/** Runs a command that must be refused; throws unless it is, for the expected reason. */
export async function expectRefusal(
  environment: TestEnvironment,
  reason: RegExp,
  ...args: string[]
): Promise<string> {
  const run = await command(environment, ...args, "--config-file", environment.configFile);
  assert.notEqual(run.code, 0, `${args.join(" ")} should have been refused`);
  assert.match(run.err, reason);
  return run.err;
}

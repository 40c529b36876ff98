/** How commands end: with an answer that has an exit code of its own, or with an error in one line and a remedy. */
import type { Command } from "commander";
import type { SignerError } from "../signer/shared/errors";
import { exitCode } from "./exitCodes";

/** Thrown by a command that has printed its answer, to end with another code than "done". */
export class Answered extends Error {
  constructor(readonly exitCode: number) {
    super(`exit code ${exitCode}`);
  }
}

/** Thrown for a command line that can be read and makes no sense. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** Thrown for what went wrong outside of the command line. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** The flags by the names that the library has for what they hold. */
const flags: Readonly<Record<string, string>> = {
  url: "URL",
  expires: "--expires",
  starts: "--starts",
  ip: "--ip",
  resource: "--resource",
  keyPairId: "--key-pair-id",
  "private-key": "--private-key",
  hash: "--hash",
  domain: "--domain",
  path: "--path",
};

interface Described {
  readonly text: string;
  readonly exitCode: number;
}

function withRemedy(message: string, remedy: string | undefined): string {
  return remedy === undefined ? message : `${message}\n  ${remedy}`;
}

/** Read by name and not by class, so that the library is not loaded before a command needs it. */
function isSignerError(error: unknown): error is SignerError {
  return error instanceof Error && error.name === "SignerError";
}

/** Puts an expected error into words; undefined for a defect, which keeps its stack. */
export function describeError(error: unknown): Described | undefined {
  if (error instanceof UsageError) {
    return { text: withRemedy(error.message, error.remedy), exitCode: exitCode.usage };
  }
  if (error instanceof CommandError) {
    return { text: withRemedy(error.message, error.remedy), exitCode: exitCode.failed };
  }
  if (!isSignerError(error)) {
    return undefined;
  }
  const flag = flags[error.field ?? ""];
  const text = withRemedy(flag === undefined ? error.message : `${flag}: ${error.message}`, error.remedy);
  // A file or a state with something wrong in it is not a wrong command line.
  const usage = error.kind === "input" && error.code !== "ERR_DISTRIBUTION";
  return { text, exitCode: usage ? exitCode.usage : exitCode.failed };
}

/** Writes a result to standard output. */
export function print(command: Command, text: string): void {
  command.configureOutput().writeOut?.(`${text}\n`);
}

/** Writes a remark for people to standard error. */
export function remark(command: Command, text: string): void {
  command.configureOutput().writeErr?.(`${text}\n`);
}

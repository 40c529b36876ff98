/** How commands end: with an exit code of their own, or with an error in one line and a remedy. */
import type { Command } from "commander";
import type { SignerError } from "../signer/shared/errors";
import { exitCode } from "./exitCodes";

/** Thrown after a command has printed its answer, to end with an exit code other than "done". */
export class Answered extends Error {
  constructor(readonly exitCode: number) {
    super(`exit code ${exitCode}`);
  }
}

/** Thrown for a wrong command line. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** Thrown when a command fails though its command line is right. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** The flags by the names of the options of the signer. */
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

/** Checks the name, not the class, so that the signer is loaded only by commands that need it. */
function isSignerError(error: unknown): error is SignerError {
  return error instanceof Error && error.name === "SignerError";
}

/** Formats an expected error; undefined for a defect, which keeps its stack. */
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
  // A wrong file or state is not a wrong command line.
  const usage = error.kind === "input" && error.code !== "ERR_DISTRIBUTION";
  return { text, exitCode: usage ? exitCode.usage : exitCode.failed };
}

/** What a command has to say beside its answer. */
const notes: string[] = [];

/** Adds a line to what is written to standard error once the command has ended. */
export function addNote(line: string): void {
  notes.push(line);
}

/** Returns these lines, and forgets them. */
export const takeNotes = (): string[] => notes.splice(0);

/** Writes a result to standard output. */
export function print(command: Command, text: string): void {
  command.configureOutput().writeOut?.(`${text}\n`);
}

/** Writes a remark to standard error. */
export function remark(command: Command, text: string): void {
  command.configureOutput().writeErr?.(`${text}\n`);
}

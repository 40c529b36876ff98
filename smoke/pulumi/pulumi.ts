import { resolve } from "node:path";
import type { CommandResult, Settings } from "../experiment";

/** The result of a run of `pulumi`. */
export interface PulumiRun extends CommandResult {
  readonly stdout: string;
}

/** Runs `pulumi` on one stack of a program, on AWS or on the local cloud. */
export interface Pulumi {
  /** Creates the stack if necessary, and writes its configuration. */
  prepare(program: string, config: Config): Promise<void>;
  /** Runs one command. */
  run(program: string, ...args: readonly string[]): Promise<PulumiRun>;
  /** Returns the command line with which a user runs the same command. */
  commandLine(program: string, ...args: readonly string[]): string;
  /** Interrupts the running command, as Ctrl-C does. */
  interrupt(): void;
  /** Lists resources that exist without being in the state; empty if that cannot be known. */
  leftovers(): readonly string[];
}

/** The configuration of a stack, by full key. */
export type Config = Readonly<Record<string, string | readonly string[]>>;

/** Returns the folder of a program. */
export const programFolder = (program: string): string => resolve(__dirname, "../programs", program);

/** Turns a program's settings into configuration with full keys. */
export const configOf = (settings: Settings): Config =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [`smoke:${name}`, value]));

import { resolve } from "node:path";
import type { Said, Settings } from "../experiment";

/** What a run of `pulumi` came to. */
export interface PulumiRun extends Said {
  readonly stdout: string;
}

/** Runs `pulumi` on one stack of a program, on AWS or on the local cloud. */
export interface Pulumi {
  /** Makes the stack if there is none, and writes what its program is configured with. */
  prepare(program: string, config: Config): Promise<void>;
  /** Runs one command. */
  run(program: string, ...args: readonly string[]): Promise<PulumiRun>;
  /** The command by which a person does the same. */
  shown(program: string, ...args: readonly string[]): string;
  /** Asks the command that runs to end, as Ctrl-C does. */
  interrupt(): void;
  /** What is left in the account although nothing is in the state; empty where nobody can say. */
  leftovers(): readonly string[];
}

/** Configuration of a stack, by full names. */
export type Config = Readonly<Record<string, string | readonly string[]>>;

/** Folder of a program. */
export const programFolder = (program: string): string => resolve(__dirname, "../programs", program);

/** Full names of a program's settings. */
export const configOf = (settings: Settings): Config =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [`smoke:${name}`, value]));

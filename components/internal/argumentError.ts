import { inspect } from "node:util";
import { type ComponentResourceOptions, RunError } from "@pulumi/pulumi";
import { optionProblems } from "./componentOptions";

/** Arguments or settings that cannot work. Pulumi prints it without a stack, one line for each problem. */
export class ArgumentError extends RunError {
  constructor(subject: string, problems: string[]) {
    super(problems.map((text) => `${subject}: ${text}`).join("\n"));
    this.name = "ArgumentError";
  }

  /**
   * What `util.inspect` prints. Pulumi hangs the failed promise on an error and inspects it, although it prints
   * the message alone: without this the whole program would be walked, which took half a minute.
   */
  [inspect.custom](): string {
    return `${this.name}: ${this.message}`;
  }
}

/**
 * Throws what is wrong with a component's arguments. Called before `super()`, so that nothing is registered.
 *
 * @param component the kind of component and the name that the caller gave it
 * @param opts the options that the caller gave it, some of which Pulumi passes over without a word
 */
export function refuseProblems(
  component: string,
  name: string,
  opts: ComponentResourceOptions | undefined,
  problems: string[],
): void {
  const all = [...problems, ...optionProblems(opts ?? {})];
  if (all.length > 0) {
    throw new ArgumentError(`${component} "${name}"`, all);
  }
}

/**
 * Makes a decision on a value that is known only while the program runs; what it throws reaches the user as one
 * line. (Pulumi would print the stack of any other error.)
 */
export function decideOn<T>(component: string, name: string, decision: () => T): T {
  try {
    return decision();
  } catch (error) {
    throw new ArgumentError(`${component} "${name}"`, [
      error instanceof Error ? error.message : String(error),
    ]);
  }
}

import { inspect } from "node:util";
import { type ComponentResourceOptions, RunError } from "@pulumi/pulumi";
import { optionProblems } from "./componentOptions";

/** Invalid arguments or settings. Pulumi prints it without a stack trace, one line for each problem. */
export class ArgumentError extends RunError {
  constructor(subject: string, problems: string[]) {
    const message = problems.map((text) => `${subject}: ${text}`).join("\n");
    super(message);
    this.name = "ArgumentError";
    // For each property that waits for a failed output, Pulumi writes that property before the message.
    Object.defineProperty(this, "message", { get: () => message, set: () => undefined });
  }

  /**
   * Returns the text that `util.inspect` prints. Pulumi attaches the failed promise to an error and inspects it, although it
   * prints the message alone: without this it would walk the whole program, which took half a minute.
   */
  [inspect.custom](): string {
    return `${this.name}: ${this.message}`;
  }
}

/**
 * Throws the problems of a component's arguments. Called before `super()`, so that nothing is registered.
 *
 * @param component the kind of component and the name that the caller gave it
 * @param opts the options that the caller gave it, some of which Pulumi silently ignores
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
 * Computes a value during deployment, with errors as one line. (Pulumi prints other errors with a stack trace.)
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

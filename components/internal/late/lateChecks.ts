import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../argumentError";

/** Puts a prefix before a text, which remains a plain text if it is one. */
export function prefixed(prefix: string, text: string): string;
export function prefixed(prefix: string, text: pulumi.Input<string>): pulumi.Input<string>;
export function prefixed(prefix: string, text: pulumi.Input<string>): pulumi.Input<string> {
  return typeof text === "string" ? `${prefix}${text}` : pulumi.interpolate`${prefix}${text}`;
}

/**
 * Validates during deployment the arguments that are not known before, with the messages of those that are.
 *
 * @param component the kind of component and the name that the caller gave it
 * @param args arguments, of which some may be outputs, alone or in lists and objects
 * @param problems the problems of the same arguments, once they are known
 * @returns the arguments: plain values as they are, and outputs that fail with the problems
 */
export function checkLate<Args extends object>(
  component: string,
  name: string,
  args: Args,
  problems: (args: Args) => string[],
): Args {
  if (isPlain(args)) {
    return args;
  }
  const given: pulumi.Output<unknown> = pulumi.output(args as object);
  const checked = given.apply((known) => {
    const found = problems(known as Args);
    if (found.length > 0) {
      throw new ArgumentError(`${component} "${name}"`, found);
    }
    return known;
  });
  return withOutputsOf(args, checked) as Args;
}

/** Replaces the outputs in a value by those of the checked one, at the same place. */
function withOutputsOf(value: unknown, checked: pulumi.Output<unknown>): unknown {
  if (isPlain(value)) {
    return value;
  }
  const at = (key: number | string) =>
    checked.apply((known) => (known as Record<number | string, unknown>)[key]);
  if (Array.isArray(value)) {
    return value.map((member, index) => withOutputsOf(member, at(index)));
  }
  return isOutput(value)
    ? checked
    : Object.fromEntries(
        Object.entries(value as object).map(([key, member]) => [key, withOutputsOf(member, at(key))]),
      );
}

function isPlain(value: unknown): boolean {
  return (
    typeof value !== "object" || value === null || (!isOutput(value) && Object.values(value).every(isPlain))
  );
}

function isOutput(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

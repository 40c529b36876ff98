import { OptionError } from "../options/options";
import type { Finding } from "../rules/rule";
import { isUnknownValueError } from "../values/unknownValues";

/**
 * Describes an error, as a finding that rejects the stack. Its own text may quote a value, so only its name and place are
 * reported.
 *
 * @param what failed, as the beginning of a sentence
 */
export function failure(error: unknown, what: string): Omit<Finding, "urn"> {
  if (error instanceof OptionError) {
    return {
      path: "",
      why: `the policy's configuration: ${error.message}`,
      fix: "Correct the configuration",
    };
  }
  if (isUnknownValueError(error)) {
    const path = error.props.map(String).join(".");
    return {
      path,
      why: `${path} is not known in preview`,
      fix: `Give ${path} a value that is known in preview`,
    };
  }
  const where = error instanceof Error ? placeOf(error) : "";
  return {
    path: "",
    why: `${what} failed (${error instanceof Error ? error.name : typeof error}${where}), so nothing was checked`,
    fix: "Report this line to the maintainers of the pack",
  };
}

/** Returns the function that threw an error, and the file's name and line. */
function placeOf({ stack }: Error): string {
  const lines = typeof stack === "string" ? stack.split("\n") : [];
  for (const line of lines) {
    const [, name, rest = ""] = /^\s+at (\S+) (.*)$/.exec(line) ?? [];
    const [, file] = /^([^:()]+:\d+):\d+/.exec(rest.split(/[/\\]/).at(-1) ?? "") ?? [];
    if (name !== undefined && file !== undefined) {
      return ` at ${name}, ${file}`;
    }
  }
  return "";
}

/** Formats a finding. */
export function textOf({ path, why, fix }: Omit<Finding, "urn">): string {
  return `${path === "" ? "" : `${path}: `}${why}.\nFix: ${fix}.`;
}

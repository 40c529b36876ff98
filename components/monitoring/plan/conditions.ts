import type { LogField, LogLine } from "./logFields";

/** A condition on log lines. In texts, `*` matches any characters. */
export type Condition =
  | { readonly field: LogField; readonly is: string }
  | { readonly field: LogField; readonly isNot: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

/**
 * Returns the pattern of a CloudWatch Logs metric filter for JSON lines.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @example filterPattern({ field: "sc-status", is: "403" }) // { ($.sc-status = "403") }
 */
export function filterPattern(condition: Condition): string {
  return `{ ${render(condition)} }`;
}

function render(condition: Condition): string {
  if ("all" in condition) {
    return `(${condition.all.map(render).join(" && ")})`;
  }
  if ("any" in condition) {
    return `(${condition.any.map(render).join(" || ")})`;
  }
  const [operator, text] = "is" in condition ? ["=", condition.is] : ["!=", condition.isNot];
  return `($.${condition.field} ${operator} ${JSON.stringify(text)})`;
}

/** Checks whether a line matches a condition. A missing field matches none. */
export function matches(condition: Condition, line: LogLine): boolean {
  if ("all" in condition) {
    return condition.all.every((each) => matches(each, line));
  }
  if ("any" in condition) {
    return condition.any.some((each) => matches(each, line));
  }
  const value = line[condition.field];
  if (value === undefined) {
    return false;
  }
  return "is" in condition ? isLike(condition.is, value) : !isLike(condition.isNot, value);
}

/** Each text is compiled once: conditions are few and lines are many. */
const compiled = new Map<string, RegExp>();

function isLike(text: string, value: string): boolean {
  const known = compiled.get(text);
  if (known !== undefined) {
    return known.test(value);
  }
  const escaped = text.split("*").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const expression = new RegExp(`^${escaped.join(".*")}$`, "s");
  compiled.set(text, expression);
  return expression.test(value);
}

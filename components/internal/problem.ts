/**
 * Describes a wrong argument in one line: its name, its value, what is allowed and how to fix it.
 *
 * @param what the argument as the caller wrote it, such as `securePaths[1].pattern`
 * @param got its value
 * @example problem("zones", 1, "2 to 6", "raise zones: a load balancer needs two zones")
 */
export function problem(what: string, got: unknown, allowed: string, fix: string): string {
  return `${what} is ${show(got)}; allowed: ${allowed}. To fix: ${fix}.`;
}

function show(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}

/** Validates that a number is whole and within bounds, both included. */
export function rangeProblems(what: string, got: number, low: number, high: number, fix: string): string[] {
  const inRange = Number.isInteger(got) && got >= low && got <= high;
  return inRange ? [] : [problem(what, got, `a whole number from ${low} to ${high}`, fix)];
}

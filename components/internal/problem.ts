/**
 * A wrong argument, told in one line: what it is, what was given, what is allowed and how to put it right.
 *
 * @param what the argument as the caller wrote it, such as `securePaths[1].pattern`
 * @param got the value that was given
 * @example problem("zones", 1, "2 to 6", "raise zones: a load balancer needs two zones")
 */
export function problem(what: string, got: unknown, allowed: string, fix: string): string {
  return `${what} is ${show(got)}; allowed: ${allowed}. To fix: ${fix}.`;
}

function show(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}

/** Reports a number that is no whole number within the bounds, both included. */
export function rangeProblems(what: string, got: number, low: number, high: number, fix: string): string[] {
  const inRange = Number.isInteger(got) && got >= low && got <= high;
  return inRange ? [] : [problem(what, got, `a whole number from ${low} to ${high}`, fix)];
}

/** The engine's summary of a stack, which comes before or after the error of a resource. */
const SUMMARY = /^error: (?:update|preview|destroy|refresh) failed$/;

/** Finds the error of a resource in the engine's output; else its summary, or the last line. */
export function errorLine(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const errors = lines.filter((line) => line.startsWith("error: "));
  return errors.find((line) => !SUMMARY.test(line)) ?? errors[0] ?? lines.at(-1) ?? "";
}

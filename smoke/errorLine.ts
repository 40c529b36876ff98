/** Finds the engine's own line about what went wrong; the last line where it has none. */
export function errorLine(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.find((line) => line.startsWith("error: ")) ?? lines.at(-1) ?? "";
}

/** The last request for access that a local site has published to the stack's topic. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** @param root - the local folder */
export function lastRequest(root: string): Record<string, string> {
  const line =
    readFileSync(join(root, "logs", "messages.log"), "utf8")
      .trim()
      .split("\n")
      .at(-1) ?? "";
  const { message } = JSON.parse(line) as { message: string };
  return JSON.parse(message) as Record<string, string>;
}

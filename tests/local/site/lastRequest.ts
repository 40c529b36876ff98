/** The last request for access that a local site has taken: a message to the stack's topic, or a line of its own log. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

function lastLine(file: string): Record<string, string> {
  const line = readFileSync(file, "utf8").trim().split("\n").at(-1) ?? "";
  return JSON.parse(line) as Record<string, string>;
}

/** @param root - the local folder */
export function lastRequest(root: string): Record<string, string> {
  const messages = join(root, "logs", "messages.log");
  if (existsSync(messages)) {
    return JSON.parse(lastLine(messages)["message"] ?? "") as Record<string, string>;
  }
  return lastLine(join(root, "logs", "access-requests.log"));
}

/** Shows the local cloud's history as it grows. */
import { statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { visibleLine } from "../../cli/visible";
import type { HistoryLine } from "../cloud";

/** Formats an operation, with AWS's code if it was refused. */
function describe(line: HistoryLine & { time: string }): string {
  const clock = line.time.slice(11, 19);
  const outcome = line.outcome === "refused" ? ` refused: ${line.code ?? "no code"}` : "";
  return `  ${clock}  ${line.operation.padEnd(6)}  ${line.type}  ${line.id}${outcome}`;
}

/** Parses a line; undefined for an incomplete one. */
function parse(line: string): (HistoryLine & { time: string }) | undefined {
  try {
    return JSON.parse(line) as HistoryLine & { time: string };
  } catch {
    return undefined;
  }
}

/**
 * Calls back with a line for each operation that is added to a cloud's history.
 *
 * @returns a function that stops watching
 */
export function watchHistory(dir: string, say: (line: string) => void): () => void {
  const file = join(dir, "history.jsonl");
  let read = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let rest = "";
  let last: Promise<void> = Promise.resolve();

  const readOn = async (size: number): Promise<void> => {
    if (size <= read) {
      return;
    }
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - read), 0, size - read, read);
      read += bytesRead;
      const lines = (rest + buffer.toString("utf8", 0, bytesRead)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines.map(parse)) {
        if (line !== undefined) {
          say(visibleLine(describe(line)));
        }
      }
    } finally {
      await handle.close();
    }
  };
  const timer = setInterval(() => {
    last = last.then(() => readOn(statSync(file, { throwIfNoEntry: false })?.size ?? 0));
  }, 500).unref();
  return () => clearInterval(timer);
}

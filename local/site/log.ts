/** What the site writes into the local folder's logs. */
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { makeLog } from "../../app/log";

/** Opens `site.log` in a folder, for its owner alone. */
export function openLog(folder: string): Logger {
  mkdirSync(folder, { recursive: true });
  const write = (line: string): void => {
    try {
      appendFileSync(join(folder, "site.log"), line, { mode: 0o600 });
    } catch {
      // A log without room must not end the site.
    }
  };
  return makeLog("info", { write });
}

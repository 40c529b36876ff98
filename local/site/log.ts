/** The site's log file. */
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { makeLog } from "../../app/log";

/** Opens `site.log` in a folder, readable by its owner only. */
export function openLog(folder: string): Logger {
  mkdirSync(folder, { recursive: true });
  const write = (line: string): void => {
    try {
      appendFileSync(join(folder, "site.log"), line, { mode: 0o600 });
    } catch {
      // A failing log must not end the site.
    }
  };
  return makeLog("info", { write });
}

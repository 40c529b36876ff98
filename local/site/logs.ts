/** What the site writes into the local folder's logs. */
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import type { AccessRequests } from "../../app/access/accessRequests";
import { makeLog } from "../../app/log";

/** The site's logs: both files are for their owner alone. */
export interface SiteLogs {
  readonly log: Logger;
  /** Takes requests for access in place of a topic. */
  readonly requests: AccessRequests;
}

/** Opens `site.log` and `access-requests.log` in a folder. */
export function openLogs(folder: string): SiteLogs {
  mkdirSync(folder, { recursive: true });
  const add = (name: string, text: string): void => appendFileSync(join(folder, name), text, { mode: 0o600 });
  return {
    log: makeLog("info", { write: (line) => add("site.log", line) }),
    requests: {
      submit: ({ email, reason, path, person }) => {
        const line = { time: new Date().toISOString(), email, reason, path, person };
        add("access-requests.log", `${JSON.stringify(line)}\n`);
        return Promise.resolve();
      },
    },
  };
}

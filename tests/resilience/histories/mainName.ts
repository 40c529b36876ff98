/** Another main name of the site, which keeps the former one as an additional name: as the guide says. */

import type { TestEnvironment } from "../environment";
import { logicalName, stateOf } from "./state";

/** Records that are called by the name of the site, unless it is the main one. */
const records = [
  { main: "members-edge-a", other: "members-edge-a" },
  { main: "members-edge-aaaa", other: "members-edge-aaaa" },
  { main: "members-certs-site", other: "members-certs" },
] as const;

/** Swaps the names that the state has for the records of two names of the site. @returns the commands' output */
export async function renameRecords(environment: TestEnvironment, from: string, to: string): Promise<void> {
  for (const { main, other } of records) {
    await rename(environment, main, `${other}-${from}`);
    await rename(environment, `${other}-${to}`, main);
  }
}

async function rename(environment: TestEnvironment, from: string, to: string): Promise<void> {
  const found = stateOf(environment).find(
    (one) => one.type === "aws:route53/record:Record" && logicalName(one) === from,
  );
  if (found !== undefined) {
    const run = await environment.stack.pulumi("state", "rename", found.urn, to, "--yes");
    if (run.code !== 0) {
      throw new Error(`pulumi state rename failed: ${run.output}`);
    }
  }
}

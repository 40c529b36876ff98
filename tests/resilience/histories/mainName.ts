/** Another main name of the site, which keeps the former one as an additional name: as the guide says. */

import type { TestEnvironment } from "../environment";
import { logicalName, stateOf } from "../stackState";
import { plain } from "./operations";

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

/**
 * Tries to change the main name although the names in the state are not swapped, which AWS refuses, and takes the settings back,
 * as the guide says.
 *
 * @param change - writes the settings with the other main name
 * @param back - writes the former ones
 * @returns what is wrong; empty if nothing is
 */
export async function tryWithoutSwap(
  environment: TestEnvironment,
  change: () => void,
  back: () => void,
): Promise<string[]> {
  change();
  const refused = await environment.tryUp();
  back();
  const runs = [
    await environment.tryUp(),
    await plain(environment, "refresh", "--yes", "--skip-preview"),
    await environment.tryUp(),
  ];
  return [
    ...(refused.code !== 0 ? [] : ["another main name is not refused"]),
    ...runs.filter(({ code }) => code !== 0).map(({ output }) => `not taken back: ${output.slice(-1_000)}`),
  ];
}

async function rename(environment: TestEnvironment, from: string, to: string): Promise<void> {
  const found = stateOf(environment).resources.find(
    (one) => one.type === "aws:route53/record:Record" && logicalName(one) === from,
  );
  if (found !== undefined) {
    const run = await environment.stack.pulumi("state", "rename", found.urn, to, "--yes");
    if (run.code !== 0) {
      throw new Error(`pulumi state rename failed: ${run.output}`);
    }
  }
}

/** `npm run keep-state`: brings the dev stack up on the local cloud, and keeps its state for the upgrade test. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "semver";
import { reportingErrors } from "../../../local/terminal/report";
import { version } from "../../../package.json";
import { LocalStack } from "../../support/localStack";
import { keptStack, packState, statesFolder } from "./keptState";

/** How many releases an upgrade is tested from. */
const KEPT = 3;

/** Removes the states of older releases. */
function removeOlder(): void {
  const versions = readdirSync(statesFolder).map((name) => name.replace(".json.br", ""));
  for (const old of versions.sort(compare).slice(0, -KEPT)) {
    rmSync(join(statesFolder, `${old}.json.br`));
  }
}

reportingErrors(async () => {
  const stack = new LocalStack(keptStack);
  try {
    await stack.upWithPack();
    mkdirSync(statesFolder, { recursive: true });
    writeFileSync(join(statesFolder, `${version}.json.br`), packState(stack.folder));
  } finally {
    stack.remove();
  }
  removeOlder();
  console.log(`The state of release ${version} is in tests/engine/upgrade/states.`);
  return 0;
});

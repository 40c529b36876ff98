/** `npm run keep-state`: keeps the state of the dev stack on the local cloud for the upgrade test, and the program for histories. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "semver";
import { projectFolder } from "../../../local/run/project";
import { reportingErrors } from "../../../local/terminal/report";
import { version } from "../../../package.json";
import { LocalStack } from "../../support/localStack";
import { PROGRAM, packProgram, programsFolder } from "./keptProgram";
import { keptStack, packState, statesFolder } from "./keptState";

/** How many releases an upgrade is tested from. */
const KEPT = 3;

const STATE = ".json.br";

/** Removes the files of older releases. */
function removeOlder(folder: string, ending: string, kept: number): void {
  const versions = readdirSync(folder).map((name) => name.replace(ending, ""));
  for (const old of versions.sort(compare).slice(0, -kept)) {
    rmSync(join(folder, `${old}${ending}`));
  }
}

reportingErrors(async () => {
  const stack = new LocalStack(keptStack);
  try {
    await stack.upWithPack();
    mkdirSync(statesFolder, { recursive: true });
    writeFileSync(join(statesFolder, `${version}${STATE}`), packState(stack.folder));
    mkdirSync(programsFolder, { recursive: true });
    writeFileSync(join(programsFolder, `${version}${PROGRAM}`), packProgram(projectFolder));
  } finally {
    stack.remove();
  }
  removeOlder(statesFolder, STATE, KEPT);
  removeOlder(programsFolder, PROGRAM, 1);
  console.log(`State and program of release ${version} are in tests/engine/upgrade.`);
  return 0;
});

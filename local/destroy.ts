/** `npm run destroy`: takes a stack down in the local cloud. */
import { findEngine, runPulumi } from "./engine";
import { createProgress } from "./progress";
import { ownLocalFolder, projectFolder } from "./project";
import { reportingErrors } from "./report";

reportingErrors(async () => {
  const engine = await findEngine(createProgress());
  const args = ["destroy", "--yes", "--skip-preview", ...process.argv.slice(2)];
  return runPulumi({ engine, project: projectFolder, folder: ownLocalFolder(), args });
});

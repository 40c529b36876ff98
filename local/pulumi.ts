/** `npm run --silent pulumi -- <args>`: the engine on the local cloud, whichever program is named with `-C`. */
import { findEngine, runPulumi } from "./engine";
import { createProgress } from "./progress";
import { ownLocalFolder, projectFolder } from "./project";
import { reportingErrors } from "./report";

reportingErrors(async () => {
  const engine = await findEngine(createProgress());
  return runPulumi({ engine, project: projectFolder, folder: ownLocalFolder(), args: process.argv.slice(2) });
});

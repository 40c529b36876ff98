/**
 * `npm run --silent pulumi -- <args>`: the engine on the local cloud, whichever program is named with `-C`. The project's
 * own program is checked by its policy pack.
 */
import { findEngine, runPulumi } from "./engine";
import { withPolicyPack } from "./policyPack";
import { createProgress } from "./progress";
import { ownLocalFolder, projectFolder } from "./project";
import { reportingErrors } from "./report";

reportingErrors(async () => {
  const { args, notice } = withPolicyPack(process.argv.slice(2), projectFolder);
  if (notice !== undefined) {
    console.error(notice);
  }
  const engine = await findEngine(createProgress());
  return runPulumi({ engine, project: projectFolder, folder: ownLocalFolder(), args });
});

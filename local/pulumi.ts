/**
 * `npm run --silent pulumi -- <args>`: the engine on the local cloud, whichever program is named with `-C`. The project's
 * own program is checked by its policy pack.
 */
import { findEngine } from "./engine";
import { afterPulumi } from "./goOn";
import { runInterruptibly } from "./interruptibleRun";
import { endingWell } from "./interruption";
import { withPolicyPack } from "./policyPack";
import { createProgress } from "./progress";
import { ownLocalFolder, projectFolder } from "./project";

endingWell(async (interruption) => {
  const { args, notice } = withPolicyPack(process.argv.slice(2), projectFolder);
  if (notice !== undefined) {
    console.error(notice);
  }
  const engine = await interruption.unlessInterrupted(findEngine(createProgress()));
  return runInterruptibly(interruption, {
    engine,
    project: projectFolder,
    folder: ownLocalFolder(),
    args,
    goOn: afterPulumi,
    asksPerson: true,
  });
});

/**
 * `npm run --silent pulumi -- <args>`: runs the engine on the local cloud, for the program that `-C` names. The
 * project's own program is checked by its policy pack.
 */
import { findEngine } from "./engine";
import { runInterruptibly } from "./run/interruptibleRun";
import { endingWell } from "./run/interruption";
import { withPolicyPack } from "./run/policyPack";
import { ownLocalFolder, projectFolder } from "./run/project";
import { afterPulumi } from "./terminal/nextCommand";
import { createProgress } from "./terminal/progress";

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

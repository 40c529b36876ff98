/** `npm run destroy`: destroys a stack in the local cloud. */
import { findEngine } from "./engine";
import { destroysAll, refuseProtected } from "./run/deletionProtection";
import { runInterruptibly } from "./run/interruptibleRun";
import { endingWell } from "./run/interruption";
import { ownLocalFolder, projectFolder } from "./run/project";
import { afterDestroy } from "./terminal/nextCommand";
import { createProgress } from "./terminal/progress";

endingWell(async (interruption) => {
  const engine = await interruption.unlessInterrupted(findEngine(createProgress()));
  const folder = ownLocalFolder();
  const asked = process.argv.slice(2);
  const all = destroysAll(asked);
  return runInterruptibly(interruption, {
    engine,
    project: projectFolder,
    folder,
    args: ["destroy", "--yes", ...(all ? ["--skip-preview"] : []), ...asked],
    goOn: afterDestroy,
    beforeChange: (stack) => {
      if (all) {
        refuseProtected(folder, stack);
      }
    },
  });
});

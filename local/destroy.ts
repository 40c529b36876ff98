/** `npm run destroy`: takes a stack down in the local cloud. */
import { findEngine } from "./engine";
import { afterDestroy } from "./goOn";
import { runInterruptibly } from "./interruptibleRun";
import { endingWell } from "./interruption";
import { createProgress } from "./progress";
import { ownLocalFolder, projectFolder } from "./project";
import { destroysAll, refuseProtected } from "./protection";

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

/** What guides say about updates that AWS refuses. */

import { deleteOutsidePulumi } from "../../engine/outsidePulumi";
import type { TestEnvironment } from "../environment";
import { takeProtectionOff } from "../scenarios/recovery";
import { logicalName, type StackResource, stateOf } from "../stackState";
import { meetsReplaced } from "./halfReplaced";
import { mayMeetProtection, protectedBalancer } from "./protection";
import type { Settings } from "./settings";
import type { Update } from "./update";

/** A stack whose update AWS refused. */
interface Refused {
  readonly environment: TestEnvironment;
  /** The settings that may be in effect: the last complete ones, and all since, with those of the update. */
  readonly possible: readonly Settings[];
  readonly settings: Settings;
  /** Counts what was done by hand. */
  count(what: string): void;
  /** Writes settings into the stack's file. */
  write(settings: Settings): void;
  /** Updates once. */
  updateOnce(): Promise<Update>;
  /** Updates, and does again what guides say. */
  update(): Promise<Update>;
}

/** After an update that AWS refused for a reason that a guide names: does what the guide says, and updates again. */
export async function asGuided(run: Update, refused: Refused): Promise<Update> {
  const { environment, possible } = refused;
  if (run.code === 0) {
    return run;
  }
  const arn = protectedBalancer(run.output);
  if (arn !== undefined && mayMeetProtection(possible)) {
    refused.count("updates refused because a load balancer is protected (documented)");
    await takeProtectionOff(environment, arn);
    return refused.update();
  }
  if (meetsReplaced(environment, run.output)) {
    refused.count("updates refused because a failed one is to be finished first (documented)");
    return (await finishFormer(refused)) ? refused.update() : run;
  }
  const users = usersLeft(environment, run.output);
  if (users.length > 0) {
    refused.count("updates refused because of the order of deletions (documented)");
    for (const user of users) {
      await deleteOutsidePulumi(environment, user.type, logicalName(user), user.id);
    }
    return refused.update();
  }
  return run;
}

/** Returns the former resources that AWS names as users of another one, which Pulumi deletes first. */
function usersLeft(environment: TestEnvironment, output: string): StackResource[] {
  const named = [...output.matchAll(/DependencyViolation: \S+ is in use by the \w+ (\S+?)\.\n/g)];
  const ids = new Set(named.map(([, id]) => id));
  return stateOf(environment).resources.filter(
    (resource) => resource.delete === true && ids.has(resource.id),
  );
}

/** Finishes an update that failed, with its own settings. @returns whether it succeeded */
async function finishFormer(refused: Refused): Promise<boolean> {
  for (const former of refused.possible.slice(1, -1).reverse()) {
    refused.write(former);
    const { code } = await refused.updateOnce();
    refused.write(refused.settings);
    if (code === 0) {
      return true;
    }
  }
  return false;
}

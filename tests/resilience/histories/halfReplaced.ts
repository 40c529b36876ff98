/** Resources that a failed update replaced and did not delete, where the setting that replaced them is taken back. */
import type { TestEnvironment } from "../environment";
import { stateOf } from "../stackState";

/** Codes with which AWS refuses a second resource of the same port, priority or name. */
const taken = /InvalidPermission\.Duplicate|DuplicateListener|PriorityInUse|AlreadyExists/;

/** Whether the next update has deletions of a failed one to do. */
export function hasDeletionsLeft(environment: TestEnvironment): boolean {
  return stateOf(environment).resources.some((resource) => resource.delete === true);
}

/** Whether AWS may have refused an update because of what is still to be deleted, as the guide says. */
export function meetsReplaced(environment: TestEnvironment, output: string): boolean {
  return taken.test(output) && hasDeletionsLeft(environment);
}

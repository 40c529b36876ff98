/** A resource that a failed update replaced and did not delete: AWS refuses a second one like it, if its setting is taken back. */
import type { TestEnvironment } from "../environment";
import { stateOf } from "./state";

/** Codes with which AWS refuses a second resource of the same port, priority or name. */
const taken = /InvalidPermission\.Duplicate|DuplicateListener|PriorityInUse|AlreadyExists/;

/** Whether an update may have been refused for that reason, as the guide says. */
export function meetsReplaced(environment: TestEnvironment, output: string): boolean {
  return taken.test(output) && stateOf(environment).some((resource) => resource.delete === true);
}

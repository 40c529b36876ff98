/** Estimates from a stack's state when a key was retired: when the permission to sign moved to another key. */
import { type DeployedResource, nameOf } from "./resources";

/** The action by which a key policy allows signing. */
const signs = /"kms:Sign"/;

const changed = ({ created = "", modified = created }: DeployedResource): number => Date.parse(modified);

/**
 * Returns a time that is not before a key's retirement: the last change of the permission to sign with the active key, or
 * of the retired key's policy, whichever is later. Undefined where unknown.
 *
 * @param children the resources of the component with the keys
 */
export function retirementBound(
  children: readonly DeployedResource[],
  retired: string,
  active: string,
): Date | undefined {
  const of = (id: string, type: string): readonly DeployedResource[] =>
    children.filter(
      (child) => child.type === type && nameOf(child) === `${nameOf({ urn: child.parent ?? "" })}-${id}`,
    );
  const grants = [
    ...of(active, "aws:iam/rolePolicy:RolePolicy"),
    ...of(active, "aws:kms/key:Key").filter(({ outputs }) => signs.test(String(outputs?.["policy"]))),
  ].map(changed);
  const own = of(retired, "aws:kms/key:Key").map(changed);
  const latest = Math.max(...grants, ...own);
  return grants.length === 0 || Number.isNaN(latest) ? undefined : new Date(latest);
}

/** When a key was retired, as far as a stack's state tells: the right to sign moved to another key then. */
import { type DeployedResource, nameOf } from "./resources";

/** The statement by which the component lets the signer use a key in KMS. */
const signs = /"kms:Sign"/;

const changed = ({ created = "", modified = created }: DeployedResource): number => Date.parse(modified);

/**
 * Finds a moment that is not before a key's retirement: the last change of what lets the application sign with the
 * active key, or of the retired key's own policy, whichever is later. Undefined where the state does not tell.
 *
 * @param children the resources of the component that has the keys
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

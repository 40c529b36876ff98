/** A stack's state, read as that of the same stack in another account. */
import type { DeployedResource, DeployedStack } from "./deployedStack";

/**
 * Moves a stack: a policy for an account in which nothing is deployed yet comes from the state in the local cloud, or
 * from a stack in another account.
 *
 * @param hostedZoneId - the zone of the records there
 */
export function inAccount(
  stack: DeployedStack,
  accountId: string | undefined,
  hostedZoneId: string | undefined,
): DeployedStack {
  const moved = (resource: DeployedResource): DeployedResource =>
    hostedZoneId === undefined || resource.type !== "aws:route53/record:Record"
      ? resource
      : { ...resource, properties: { ...resource.properties, zoneId: hostedZoneId } };
  return { ...stack, accountId: accountId ?? stack.accountId, resources: stack.resources.map(moved) };
}

/** Moves a stack's state to another account. */
import type { DeployedResource, DeployedStack } from "./deployedStack";

/**
 * Replaces the account and hosted zone of a stack, so that the state from the local cloud or another account yields a
 * policy for an account in which nothing is deployed yet.
 *
 * @param hostedZoneId - the hosted zone in that account
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

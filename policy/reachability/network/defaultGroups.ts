import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";

const vpcTypes = [t.vpc, t.defaultVpc] as const;

/**
 * Returns the default security groups of the VPCs that a stack creates, by VPC: the resource that adopts the group, or the
 * VPC itself, whose group admits its members alone unless the stack adds rules to it. What is placed in a VPC without a
 * security group is in this one, but for a network load balancer.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export function defaultGroups({ resources, links, vpcMembers }: StackModel): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const { urn } of resources) {
    if (links.isOf(urn, [t.vpc])) {
      groups.set(urn, urn);
    }
  }
  for (const { urn, vpc } of vpcMembers) {
    if (links.isOf(urn, [t.defaultSecurityGroup])) {
      for (const each of urnsOf(links.to(urn, vpc, ...vpcTypes))) {
        groups.set(each, urn);
      }
    }
  }
  return groups;
}

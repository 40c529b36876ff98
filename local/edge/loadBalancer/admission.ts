/** Security groups: who may connect. */
import { BlockList, isIP } from "node:net";
import type { Peer } from "../hop";
import type { GroupRuleView, GroupView } from "../stackView/model";

/** Whether a connection is admitted, and by which rule. */
export interface Admission {
  readonly allowed: boolean;
  /** The rule's id, or the reason for refusing. */
  readonly by: string;
}

function inCidr(address: string, cidr: string): boolean {
  const [network = "", length = ""] = cidr.split("/");
  const family = isIP(network) === 6 ? "ipv6" : "ipv4";
  if (isIP(network) === 0 || isIP(address) !== isIP(network)) {
    return false;
  }
  const block = new BlockList();
  block.addSubnet(network, Number(length), family);
  return block.check(address, family);
}

function covers(rule: GroupRuleView, port: number): boolean {
  const tcp = rule.protocol === "tcp" || rule.protocol === "6";
  return rule.protocol === "-1" || (tcp && rule.fromPort <= port && port <= rule.toPort);
}

function means(rule: GroupRuleView, peer: Peer): boolean {
  switch (rule.peer.kind) {
    case "cidr":
      return peer.address !== undefined && inCidr(peer.address, rule.peer.cidr);
    case "group":
      return peer.groups.includes(rule.peer.id);
    case "prefixList":
      return rule.peer.isCloudFront && peer.isCloudFront;
  }
}

/**
 * Returns whether security groups admit a peer on a port, or let it out to that port.
 *
 * @param groupIds - the groups of the destination or, for egress, of the source
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function admission(
  groups: ReadonlyMap<string, GroupView>,
  groupIds: readonly string[],
  direction: "ingress" | "egress",
  peer: Peer,
  port: number,
): Admission {
  const rules = groupIds.flatMap((id) => groups.get(id)?.[direction] ?? []);
  const rule = rules.find((one) => covers(one, port) && means(one, peer));
  return rule === undefined
    ? { allowed: false, by: `no ${direction} rule for ${peer.name} on port ${port}` }
    : { allowed: true, by: rule.id };
}

const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/** Returns whether a caller is in the network or connected to it, and so can reach private addresses. */
export function isInside({ address, groups, isCloudFront }: Peer): boolean {
  const near = address !== undefined && privateRanges.some((range) => inCidr(address, range));
  return isCloudFront || groups.length > 0 || near;
}

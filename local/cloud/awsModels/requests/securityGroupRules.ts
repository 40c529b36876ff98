/** Maps security group rules, which the provider sends as `IpPermissions`. */
import type { TypeRequest } from "./request";

const PEERS: Readonly<Record<string, readonly [list: string, member: string]>> = {
  cidrBlocks: ["IpRanges", "CidrIp"],
  ipv6CidrBlocks: ["Ipv6Ranges", "CidrIpv6"],
  prefixListIds: ["PrefixListIds", "PrefixListId"],
  securityGroups: ["UserIdGroupPairs", "GroupId"],
};

/** Maps the inline rules of a group in one direction. */
export function rulesOf(direction: "ingress" | "egress"): Record<string, string | readonly string[]> {
  const operation =
    direction === "ingress" ? "AuthorizeSecurityGroupIngress" : "AuthorizeSecurityGroupEgress";
  const property = direction === "ingress" ? "SecurityGroupIngress" : "SecurityGroupEgress";
  const end = direction === "ingress" ? "Source" : "Destination";
  const permission = `${operation}:IpPermissions[*]`;
  const peers = Object.entries(PEERS).flatMap(([argument, [list, member]]) => [
    [`${direction}[*].${argument}`, `${permission}.${list}`],
    [
      `${direction}[*].${argument}[*]`,
      [`${permission}.${list}[*].${member}`, `/${property}/*/${propertyOf(member, end)}`],
    ],
  ]);
  return {
    ...(Object.fromEntries(peers) as Record<string, string | readonly string[]>),
    [`${direction}[*].description`]: [
      ...Object.values(PEERS).map(([list]) => `${permission}.${list}[*].Description`),
      `/${property}/*/Description`,
    ],
    [`${direction}[*].fromPort`]: [`${permission}.FromPort`, `/${property}/*/FromPort`],
    [`${direction}[*].toPort`]: [`${permission}.ToPort`, `/${property}/*/ToPort`],
    [`${direction}[*].protocol`]: [`${permission}.IpProtocol`, `/${property}/*/IpProtocol`],
    [`${direction}[*].self`]: `${permission}.UserIdGroupPairs`,
  };
}

/** Maps a rule that is a separate resource. */
export function ruleRequest(resource: string, end: "Source" | "Destination"): TypeRequest {
  return {
    resource,
    within: "IpPermissions[*]",
    members: {
      tags: "TagSpecifications[*].Tags",
      securityGroupId: ["GroupId", "/GroupId"],
      cidrIpv4: ["IpPermissions[*].IpRanges[*].CidrIp", "/CidrIp"],
      cidrIpv6: ["IpPermissions[*].Ipv6Ranges[*].CidrIpv6", "/CidrIpv6"],
      prefixListId: ["IpPermissions[*].PrefixListIds[*].PrefixListId", `/${propertyOf("PrefixListId", end)}`],
      referencedSecurityGroupId: [
        "IpPermissions[*].UserIdGroupPairs[*].GroupId",
        `/${propertyOf("GroupId", end)}`,
      ],
      // The provider sends it with the peer.
      description: [
        ...Object.values(PEERS).map(([list]) => `IpPermissions[*].${list}[*].Description`),
        "/Description",
      ],
    },
  };
}

/** Returns CloudFormation's property for a peer. */
function propertyOf(member: string, end: "Source" | "Destination"): string {
  return { PrefixListId: `${end}PrefixListId`, GroupId: `${end}SecurityGroupId` }[member] ?? member;
}

/** Reads security groups with their inline and separate rules. */

import { SECURITY_GROUP } from "../../cloud/model/tokens";
import { originFacing } from "../../cloud/services/ec2/prefixLists";
import { asList, asObject, asText, asTexts, type Properties, type Value } from "../../cloud/values";
import type { GroupRuleView, GroupView } from "./model";
import type { Records } from "./records";

const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const RULES = {
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
} as const;

function prefixList(id: string): GroupRuleView["peer"] {
  return { kind: "prefixList", id, isCloudFront: originFacing(id) !== undefined };
}

function ports(rule: Properties): { fromPort: number; toPort: number } {
  return { fromPort: Number(rule["fromPort"] ?? -1), toPort: Number(rule["toPort"] ?? -1) };
}

/** Reads a rule that is a resource of its own, with one peer. */
function ownRule(id: string, rule: Properties): GroupRuleView[] {
  const cidr = asText(rule["cidrIpv4"]) ?? asText(rule["cidrIpv6"]);
  const list = asText(rule["prefixListId"]);
  const group = asText(rule["referencedSecurityGroupId"]);
  const peers: GroupRuleView["peer"][] = [
    ...(cidr === undefined ? [] : [{ kind: "cidr" as const, cidr }]),
    ...(list === undefined ? [] : [prefixList(list)]),
    ...(group === undefined ? [] : [{ kind: "group" as const, id: group }]),
  ];
  return peers.map((peer) => ({ id, protocol: asText(rule["ipProtocol"]) ?? "", ...ports(rule), peer }));
}

/** Reads an inline rule, which may have many peers. */
function inlineRules(groupId: string, direction: string, rules: Value | undefined): GroupRuleView[] {
  return asList(rules).flatMap((value, index) => {
    const rule = asObject(value);
    const cidrs = [...asTexts(rule["cidrBlocks"]), ...asTexts(rule["ipv6CidrBlocks"])];
    const groups = [...asTexts(rule["securityGroups"]), ...(rule["self"] === true ? [groupId] : [])];
    const peers: GroupRuleView["peer"][] = [
      ...cidrs.map((cidr) => ({ kind: "cidr" as const, cidr })),
      ...asTexts(rule["prefixListIds"]).map(prefixList),
      ...groups.map((id) => ({ kind: "group" as const, id })),
    ];
    const id = `${groupId} ${direction} ${index}`;
    return peers.map((peer) => ({ id, protocol: asText(rule["protocol"]) ?? "", ...ports(rule), peer }));
  });
}

/** Reads every security group of the account. */
export function readGroups(records: Records): ReadonlyMap<string, GroupView> {
  const beside = (direction: keyof typeof RULES, groupId: string): GroupRuleView[] =>
    records
      .all(RULES[direction])
      .filter(({ outputs }) => outputs["securityGroupId"] === groupId)
      .flatMap(({ id, outputs }) => ownRule(id, outputs));
  const all = [...records.all(SECURITY_GROUP), ...records.all(DEFAULT_GROUP)];
  return new Map(
    all.map(({ id, outputs }) => [
      id,
      {
        id,
        name: asText(outputs["name"]) ?? id,
        ingress: [...inlineRules(id, "ingress", outputs["ingress"]), ...beside("ingress", id)],
        egress: [...inlineRules(id, "egress", outputs["egress"]), ...beside("egress", id)],
      },
    ]),
  );
}

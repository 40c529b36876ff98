import type { SecurityGroupArgs, SecurityGroupRuleArgs } from "@pulumi/aws/ec2";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc";
import type { Unwrap } from "@pulumi/pulumi";
import { type Field, is } from "../../values/field";
import { Reader } from "../reader";

/**
 * Who one resource lets into a security group, in whichever of the three shapes it says so. None of the fields is
 * absent; one that is unknown stands for all that its list may hold.
 */
export interface Ingress {
  readonly urn: string;
  /** The group that is entered; absent where the resource is the group. */
  readonly group: Field<string>;
  /** One field for each range in CIDR notation. */
  readonly ranges: readonly Field<string>[];
  readonly groups: readonly Field<string>[];
  readonly prefixLists: readonly Field<string>[];
  /** Whether members of the group admit each other. */
  readonly admitsItself: boolean;
}

type Sources = Pick<Ingress, "ranges" | "groups" | "prefixLists" | "admitsItself">;
type Args = Unwrap<SecurityGroupArgs>;
type RuleArgs = NonNullable<Args["ingress"]>[number];

/** Reads the rules that a security group, or a VPC's default one, holds inline. */
export function readSecurityGroup(urn: string, props: object): Ingress[] {
  const rules = Reader.over<Args>(props).at("ingress").items();
  const group = { state: "absent", path: "" } as const;
  if (rules.state === "absent") {
    return [];
  }
  if (rules.state === "unknown") {
    return [{ urn, group, ranges: [rules], groups: [], prefixLists: [], admitsItself: true }];
  }
  const all = rules.value.map(inline);
  return [
    {
      urn,
      group,
      ranges: all.flatMap(({ ranges }) => ranges),
      groups: all.flatMap(({ groups }) => groups),
      prefixLists: all.flatMap(({ prefixLists }) => prefixLists),
      admitsItself: all.some(({ admitsItself }) => admitsItself),
    },
  ];
}

/** Reads the older rule resource, which has both directions. A direction that is not known counts as the way in. */
export function readSecurityGroupRule(urn: string, props: object): Ingress[] {
  const rule = Reader.over<Unwrap<SecurityGroupRuleArgs>>(props);
  const direction = rule.at("type").any();
  if (direction.state === "known" && direction.value === "egress") {
    return [];
  }
  return [
    {
      urn,
      group: rule.at("securityGroupId").text(),
      ranges: present([...rule.at("cidrBlocks").texts(), ...rule.at("ipv6CidrBlocks").texts()]),
      groups: present([rule.at("sourceSecurityGroupId").text()]),
      prefixLists: present(rule.at("prefixListIds").texts()),
      admitsItself: !is(rule.at("self").flag(), false) && rule.at("self").any().state !== "absent",
    },
  ];
}

/** Reads the newer rule resource, one source in each. */
export function readSecurityGroupIngressRule(urn: string, props: object): Ingress[] {
  const rule = Reader.over<Unwrap<SecurityGroupIngressRuleArgs>>(props);
  return [
    {
      urn,
      group: rule.at("securityGroupId").text(),
      ranges: present([rule.at("cidrIpv4").text(), rule.at("cidrIpv6").text()]),
      groups: present([rule.at("referencedSecurityGroupId").text()]),
      prefixLists: present([rule.at("prefixListId").text()]),
      admitsItself: false,
    },
  ];
}

/** A rule that is unknown as a whole is one unknown, not one for each kind of source. */
function inline(rule: Reader<RuleArgs>): Sources {
  const whole = rule.any();
  return whole.state === "unknown"
    ? { ranges: [whole], groups: [], prefixLists: [], admitsItself: true }
    : {
        ranges: present([...rule.at("cidrBlocks").texts(), ...rule.at("ipv6CidrBlocks").texts()]),
        groups: present(rule.at("securityGroups").texts()),
        prefixLists: present(rule.at("prefixListIds").texts()),
        admitsItself: !is(rule.at("self").flag(), false) && rule.at("self").any().state !== "absent",
      };
}

function present(fields: readonly Field<string>[]): Field<string>[] {
  return fields.filter((field) => field.state !== "absent");
}

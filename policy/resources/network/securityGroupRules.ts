import type { SecurityGroupArgs, SecurityGroupRuleArgs } from "@pulumi/aws/ec2";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc";
import type { Unwrap } from "@pulumi/pulumi";
import { type Field, is, type UnknownField } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";
import type { PortRange } from "./ports";

/**
 * The sources that one rule admits to a security group: an inline rule of the group, or a rule resource of either kind.
 * No field of the lists is absent; an unknown one represents a whole unknown list.
 */
export interface Ingress {
  readonly urn: string;
  /** The security group; absent if the resource is the group itself. */
  readonly group: Field<string>;
  /** CIDRs. */
  readonly ranges: readonly Field<string>[];
  readonly groups: readonly Field<string>[];
  readonly prefixLists: readonly Field<string>[];
  /** Whether members of the group admit one another. */
  readonly admitsItself: boolean;
  /** The ports that it admits them to; undefined if they are, or may be, all. */
  readonly ports: PortRange | undefined;
}

type Sources = Pick<Ingress, "ranges" | "groups" | "prefixLists" | "admitsItself" | "ports">;
type Args = Unwrap<SecurityGroupArgs>;
type RuleArgs = NonNullable<Args["ingress"]>[number];

/** Ingress rules of security groups. */
export const ingress = recordReaders<Ingress>({
  [t.securityGroup]: readSecurityGroup,
  [t.defaultSecurityGroup]: readSecurityGroup,
  [t.securityGroupRule]: readSecurityGroupRule,
  [t.securityGroupIngressRule]: readSecurityGroupIngressRule,
});

function readSecurityGroup(urn: string, props: object): Ingress[] {
  const rules = Reader.over<Args>(props).at("ingress").items();
  const group = { state: "absent", path: "" } as const;
  if (rules.state === "absent") {
    return [];
  }
  if (rules.state === "unknown") {
    return [{ urn, group, ...unknownSources(rules) }];
  }
  return rules.value.map((rule) => ({ urn, group, ...inline(rule) }));
}

/** An unknown direction counts as ingress. */
function readSecurityGroupRule(urn: string, props: object): Ingress[] {
  const rule = Reader.over<Unwrap<SecurityGroupRuleArgs>>(props);
  const direction = rule.at("type").raw();
  if (direction.state === "known" && direction.value === "egress") {
    return [];
  }
  return [
    {
      urn,
      group: rule.at("securityGroupId").string(),
      ranges: present([...rule.at("cidrBlocks").strings(), ...rule.at("ipv6CidrBlocks").strings()]),
      groups: present([rule.at("sourceSecurityGroupId").string()]),
      prefixLists: present(rule.at("prefixListIds").strings()),
      admitsItself: !is(rule.at("self").boolean(), false) && rule.at("self").raw().state !== "absent",
      ports: portsFrom(rule.at("fromPort").number(), rule.at("toPort").number()),
    },
  ];
}

function readSecurityGroupIngressRule(urn: string, props: object): Ingress[] {
  const rule = Reader.over<Unwrap<SecurityGroupIngressRuleArgs>>(props);
  return [
    {
      urn,
      group: rule.at("securityGroupId").string(),
      ranges: present([rule.at("cidrIpv4").string(), rule.at("cidrIpv6").string()]),
      groups: present([rule.at("referencedSecurityGroupId").string()]),
      prefixLists: present([rule.at("prefixListId").string()]),
      admitsItself: false,
      ports: portsFrom(rule.at("fromPort").number(), rule.at("toPort").number()),
    },
  ];
}

/** A rule that is unknown as a whole is one unknown field, not one for each kind of source. */
function inline(rule: Reader<RuleArgs>): Sources {
  const whole = rule.raw();
  return whole.state === "unknown"
    ? unknownSources(whole)
    : {
        ranges: present([...rule.at("cidrBlocks").strings(), ...rule.at("ipv6CidrBlocks").strings()]),
        groups: present(rule.at("securityGroups").strings()),
        prefixLists: present(rule.at("prefixListIds").strings()),
        admitsItself: !is(rule.at("self").boolean(), false) && rule.at("self").raw().state !== "absent",
        ports: portsFrom(rule.at("fromPort").number(), rule.at("toPort").number()),
      };
}

function unknownSources(whole: UnknownField): Sources {
  return { ranges: [whole], groups: [], prefixLists: [], admitsItself: true, ports: undefined };
}

/** A rule for every protocol has the ports 0 or -1, or none; one for ICMP has types. */
function portsFrom(from: Field<number>, to: Field<number>): PortRange | undefined {
  return from.state !== "known" || to.state !== "known" || to.value <= 0
    ? undefined
    : { first: from.value, last: to.value };
}

function present(fields: readonly Field<string>[]): Field<string>[] {
  return fields.filter((field) => field.state !== "absent");
}

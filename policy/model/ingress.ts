import type { SecurityGroupArgs, SecurityGroupRuleArgs } from "@pulumi/aws/ec2";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "./field";
import { Reader } from "./reader";

/**
 * The address ranges that one resource lets into a security group, in whichever of the three shapes it says so.
 * Other sources (groups, prefix lists, the group itself) are no ranges and not listed here.
 */
export interface Ingress {
  readonly urn: string;
  /** One field for each range in CIDR notation; none of them is absent. */
  readonly ranges: readonly Field<string>[];
}

type Ranges = readonly Field<string>[];
type RangeArgs = Pick<Unwrap<SecurityGroupRuleArgs>, "cidrBlocks" | "ipv6CidrBlocks">;

/** Reads the rules that a security group, or a VPC's default one, holds inline. */
export function readSecurityGroup(urn: string, props: object): Ingress[] {
  const rules = Reader.over<Unwrap<SecurityGroupArgs>>(props).at("ingress").items();
  if (rules.state === "absent") {
    return [];
  }
  if (rules.state === "unknown") {
    return [{ urn, ranges: [rules] }];
  }
  return [{ urn, ranges: rules.value.flatMap(bothFamilies) }];
}

/** Reads the older rule resource, which has both directions. A direction that is not known counts as the way in. */
export function readSecurityGroupRule(urn: string, props: object): Ingress[] {
  const rule = Reader.over<Unwrap<SecurityGroupRuleArgs>>(props);
  const direction = rule.at("type").any();
  if (direction.state === "known" && direction.value === "egress") {
    return [];
  }
  return [{ urn, ranges: bothFamilies(rule) }];
}

/** Reads the newer rule resource, one range in each. */
export function readSecurityGroupIngressRule(urn: string, props: object): Ingress[] {
  const rule = Reader.over<Unwrap<SecurityGroupIngressRuleArgs>>(props);
  return [{ urn, ranges: present([rule.at("cidrIpv4").text(), rule.at("cidrIpv6").text()]) }];
}

/** A rule that is unknown as a whole is one unknown, not one for each family. */
function bothFamilies(rule: Reader<RangeArgs>): Ranges {
  const whole = rule.any();
  return whole.state === "unknown"
    ? [whole]
    : [...listed(rule.at("cidrBlocks")), ...listed(rule.at("ipv6CidrBlocks"))];
}

function listed(list: Reader<string[] | undefined>): Ranges {
  const items = list.items();
  if (items.state === "absent") {
    return [];
  }
  if (items.state === "unknown") {
    return [items];
  }
  return present(items.value.map((item) => item.text()));
}

function present(fields: Ranges): Ranges {
  return fields.filter((field) => field.state !== "absent");
}

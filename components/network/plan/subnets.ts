import { problem, rangeProblems } from "../../internal/problem";
import { formatCidr, parseCidr, slice } from "./cidrs";

/** The zones that a plan has room for. */
const MAX_ZONES = 6;

/** The bounds of a VPC whose sixteenths and 256ths are both subnets that AWS takes (/16 to /28). */
const WIDEST_PREFIX = 16;
const NARROWEST_PREFIX = 20;

/** The ranges of a network's subnets, one of each kind per zone, in the order of the zones. */
export interface SubnetPlan {
  privateCidrs: string[];
  publicCidrs: string[];
}

/** Says what is wrong with the range of a VPC or with its number of zones. */
export function subnetProblems(cidrBlock: string, zones: number): string[] {
  const vpc = parseCidr(cidrBlock);
  const fits = vpc !== undefined && vpc.prefix >= WIDEST_PREFIX && vpc.prefix <= NARROWEST_PREFIX;
  const allowed = `an IPv4 range of /${WIDEST_PREFIX} to /${NARROWEST_PREFIX}`;
  return [
    ...(fits ? [] : [problem("cidrBlock", cidrBlock, allowed, 'write it like "10.20.0.0/16"')]),
    ...rangeProblems(
      "zones",
      zones,
      2,
      MAX_ZONES,
      "a load balancer needs two zones, three survive the loss of one",
    ),
  ];
}

/**
 * Says which arguments belong to the other way out than the one that was chosen, and so would do nothing.
 *
 * @param egress `nat` or `endpoints`
 */
export function egressProblems(
  egress: string,
  given: { natGateways: string | undefined; readableBucketArns: number | undefined },
): string[] {
  const other = egress === "nat" ? "readableBucketArns" : "natGateways";
  const value = given[other];
  return value === undefined
    ? []
    : [problem(other, value, `nothing, with egress ${egress}`, "remove it, or choose the other egress")];
}

/**
 * Cuts a VPC into subnets. Private ones are sixteenths from the start, public ones are 256ths of the last
 * sixteenth: a zone more, or NAT in every zone, never moves a subnet that exists.
 */
export function planSubnets(cidrBlock: string, zones: number): SubnetPlan {
  const vpc = parseCidr(cidrBlock);
  if (vpc === undefined) {
    throw new Error(`${cidrBlock} is no IPv4 range`);
  }
  const last = slice(vpc, vpc.prefix + 4, 15);
  const each = Array.from({ length: zones }, (_, zone) => zone);
  return {
    privateCidrs: each.map((zone) => formatCidr(slice(vpc, vpc.prefix + 4, zone))),
    publicCidrs: each.map((zone) => formatCidr(slice(last, vpc.prefix + 8, zone))),
  };
}

import { problem, rangeProblems } from "../../internal/problem";
import { formatCidr, parseCidr, slice } from "./cidrs";

/** The zones of a network, unless another number is given. */
export const DEFAULT_ZONES = 2;

/** The most zones of a network. */
const MAX_ZONES = 6;

/** Bounds of the prefix of a VPC whose sixteenths and 256ths are valid subnets for AWS (/16 to /28). */
const WIDEST_PREFIX = 16;
const NARROWEST_PREFIX = 20;

/** The ranges of a network's subnets, one of each kind per zone, in the order of the zones. */
export interface SubnetPlan {
  privateCidrs: string[];
  publicCidrs: string[];
}

/** Validates the IPv4 CIDR of a VPC and its number of zones. */
export function subnetProblems(cidrBlock: string, zones: number): string[] {
  const vpc = parseCidr(cidrBlock);
  const fits = vpc !== undefined && vpc.prefix >= WIDEST_PREFIX && vpc.prefix <= NARROWEST_PREFIX;
  const allowed = `a valid IPv4 CIDR: prefix ${WIDEST_PREFIX}–${NARROWEST_PREFIX}, host bits zero`;
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
 * Refuses arguments that have no effect with the chosen kind of egress.
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
 * Divides a VPC into subnets. Private ones are sixteenths from the start, public ones are 256ths of the last sixteenth: one
 * more zone, or NAT in every zone, never moves an existing subnet.
 */
export function planSubnets(cidrBlock: string, zones: number): SubnetPlan {
  const vpc = parseCidr(cidrBlock);
  if (vpc === undefined) {
    throw new Error(`${cidrBlock} is not a valid IPv4 CIDR`);
  }
  const last = slice(vpc, vpc.prefix + 4, 15);
  const each = Array.from({ length: zones }, (_, zone) => zone);
  return {
    privateCidrs: each.map((zone) => formatCidr(slice(vpc, vpc.prefix + 4, zone))),
    publicCidrs: each.map((zone) => formatCidr(slice(last, vpc.prefix + 8, zone))),
  };
}

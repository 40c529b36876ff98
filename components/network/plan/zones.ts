import { problem } from "../../internal/problem";

/**
 * Availability zones, by zone id, in which a load balancer cannot be a VPC origin.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export const ZONES_WITHOUT_VPC_ORIGINS = ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"];

/**
 * Returns the zone at a position among the names that AWS lists. They are sorted first: AWS promises no order, and another
 * zone would replace its subnet.
 *
 * @throws Error if the region has too few zones
 */
export function zoneAt(names: string[], position: number): string {
  const zone = [...names].sort()[position];
  if (zone === undefined) {
    throw new Error(
      `zones is ${position + 1} or more; allowed: up to ${names.length}, which is what this region has for VPC ` +
        "origins. To fix: lower zones.",
    );
  }
  return zone;
}

/** The attributes of a subnet as AWS returns them. */
export interface SubnetAttributes {
  id: string;
  vpcId: string;
  /** Name of its zone, which differs between accounts. */
  availabilityZone: string;
  /** Id of its zone, the same in all accounts. */
  availabilityZoneId: string;
}

/** Validates that a load balancer in the caller's subnets can be a VPC origin. */
export function existingSubnetProblems(vpcId: string, subnets: SubnetAttributes[]): string[] {
  const zones = new Set(subnets.map((subnet) => subnet.availabilityZoneId));
  return [
    ...subnets
      .filter((subnet) => subnet.vpcId !== vpcId)
      .map((subnet) =>
        problem(
          "vpc.subnetIds",
          subnet.id,
          `subnets of ${vpcId}`,
          `remove it, or correct vpcId: it is in ${subnet.vpcId}`,
        ),
      ),
    ...subnets
      .filter((subnet) => ZONES_WITHOUT_VPC_ORIGINS.includes(subnet.availabilityZoneId))
      .map((subnet) =>
        problem(
          "vpc.subnetIds",
          subnet.id,
          "subnets outside the zones that have no VPC origins",
          `choose a zone other than ${subnet.availabilityZone} (${subnet.availabilityZoneId})`,
        ),
      ),
    ...(zones.size < 2
      ? [
          problem(
            "vpc.subnetIds",
            subnets.map((subnet) => subnet.id),
            "subnets in two zones or more",
            "add one: a load balancer needs two zones",
          ),
        ]
      : []),
  ];
}

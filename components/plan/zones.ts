/**
 * Availability zones, by zone id, in which a load balancer cannot be a VPC origin.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export const ZONES_WITHOUT_VPC_ORIGINS = ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"];

/**
 * The zone with a given position, from the names that AWS lists. The names are sorted first, for AWS promises
 * no order and a zone that changes replaces its subnet.
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

/** The names of an organization, in a stack of its own. */
import { getZoneOutput } from "@pulumi/aws/route53";

const zone = getZoneOutput({ name: "example.com" });

export const domainName = zone.name;
export const hostedZoneId = zone.zoneId;

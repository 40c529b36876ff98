import * as ec2 from "@pulumi/aws/ec2";
import { getAvailabilityZonesOutput } from "@pulumi/aws/getAvailabilityZones";
import type * as pulumi from "@pulumi/pulumi";
import { ZONES_WITHOUT_VPC_ORIGINS, zoneAt } from "../../components/network/plan/zones";

/** A network without a route to the internet. */
export interface PrivateNetwork {
  vpcId: pulumi.Output<string>;
  /** Two subnets in two zones that support VPC origins. */
  subnetIds: pulumi.Output<string>[];
  /** An internet gateway, which CloudFront requires although no route uses it. */
  gateway: ec2.InternetGateway;
}

/** Creates a VPC with two private subnets, the minimum for an internal load balancer. */
export function privateNetwork(): PrivateNetwork {
  const tags = { Name: "smoke" };
  const vpc = new ec2.Vpc("smoke", { cidrBlock: "10.77.0.0/16", enableDnsHostnames: true, tags });
  const gateway = new ec2.InternetGateway("smoke", { vpcId: vpc.id, tags });
  const { names } = getAvailabilityZonesOutput({
    excludeZoneIds: ZONES_WITHOUT_VPC_ORIGINS,
    filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
  });
  const subnetIds = [0, 1].map(
    (position) =>
      new ec2.Subnet(`smoke-${position}`, {
        vpcId: vpc.id,
        cidrBlock: `10.77.${position}.0/24`,
        availabilityZone: names.apply((all) => zoneAt(all, position)),
        tags,
      }).id,
  );
  return { vpcId: vpc.id, subnetIds, gateway };
}

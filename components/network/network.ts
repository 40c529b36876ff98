import * as ec2 from "@pulumi/aws/ec2";
import { getAvailabilityZonesOutput } from "@pulumi/aws/getAvailabilityZones";
import * as pulumi from "@pulumi/pulumi";
import { decideOn, refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { groupDaysProblems } from "../monitoring/plan/retention";
import { createEndpointEgress, createNatEgress, Egress, NatGateways } from "./egress";
import { createFlowLog } from "./flowLog";
import { DEFAULT_ZONES, egressProblems, planSubnets, subnetProblems } from "./plan/subnets";
import { ZONES_WITHOUT_VPC_ORIGINS, zoneAt } from "./plan/zones";

/** Arguments of the network of a site. */
export interface NetworkArgs {
  /** IPv4 range of the VPC, /16 to /20. Default: 10.0.0.0/16. */
  cidrBlock?: string;
  /** Number of availability zones, 2 to 6. Default: 2. */
  zones?: number;
  /** How instances reach AWS and the internet. Default: nat. */
  egress?: Egress;
  /** With `egress: nat`: one gateway for all zones, or one in each. Default: single. */
  natGateways?: NatGateways;
  /** With `egress: endpoints`: ARNs of buckets that instances may read, beside the package repositories. Default: none. */
  readableBucketArns?: pulumi.Input<string>[];
  /** Days for which CloudWatch keeps a log of the VPC's traffic. Default: no such log. */
  flowLogDays?: number;
  /** ARN of the KMS key that encrypts that log; its policy admits CloudWatch Logs. Default: none, and CloudWatch uses its own. */
  encryptionKeyArn?: pulumi.Input<string>;
  /** Tags for all resources of the network. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * A VPC whose load balancer and instances have no public address and no route from the internet.
 *
 * It has an internet gateway, which VPC origins require; only the subnets of NAT gateways have a route to it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 * @example new Network("site", { zones: 3, natGateways: NatGateways.PerZone })
 */
export class Network extends pulumi.ComponentResource {
  /** Id of the VPC. */
  public readonly vpcId!: pulumi.Output<string>;
  /** Ids of the private subnets, one for each zone, for the load balancer and the instances. */
  public readonly subnetIds!: pulumi.Output<string[]>;
  /** Names of the availability zones in use, in the order of the subnets. */
  public readonly availabilityZones!: pulumi.Output<string[]>;
  /** Id of the internet gateway, which has to exist before a VPC origin. */
  public readonly internetGatewayId!: pulumi.Output<string>;
  /** Id of the security group of the interface endpoints; only for a network with `egress: endpoints`. */
  public readonly endpointsSecurityGroupId!: pulumi.Output<string | undefined>;
  /** Id of the prefix list of the gateway endpoint for S3; only for a network with `egress: endpoints`. */
  public readonly gatewayPrefixListId!: pulumi.Output<string | undefined>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("Network", name, args);
    refuseProblems("Network", name, opts, [...componentNameProblems(name), ...networkProblems(args)]);
    super("secure-origin:index:Network", name, {}, opts);
    const { cidrBlock, zones, egress } = withDefaults(args);
    const child = { parent: this };
    const named = (resource: string) => ({ ...args.tags, Name: resource });

    const vpc = new ec2.Vpc(
      `${name}-vpc`,
      { cidrBlock, enableDnsHostnames: true, enableDnsSupport: true, tags: named(`${name}-vpc`) },
      child,
    );
    // AWS attaches the default group to resources that name none: with its rules they could reach each other.
    new ec2.DefaultSecurityGroup(`${name}-closed`, { vpcId: vpc.id, tags: named(`${name}-closed`) }, child);
    if (args.flowLogDays !== undefined) {
      const { flowLogDays: days, encryptionKeyArn } = args;
      createFlowLog({ name, parent: this, tags: args.tags }, vpc.id, { days, encryptionKeyArn });
    }
    const gateway = new ec2.InternetGateway(
      `${name}-igw`,
      { vpcId: vpc.id, tags: named(`${name}-igw`) },
      // AWS detaches no gateway from a VPC that has public addresses, so another VPC gets another gateway.
      { parent: this, replacementTrigger: vpc.id },
    );

    const cidrs = planSubnets(cidrBlock, zones);
    const zoneNames = usableZones(this);
    const privateSubnets = cidrs.privateCidrs.map((range, index) => {
      const subnetName = `${name}-private-${index}`;
      return new ec2.Subnet(
        subnetName,
        {
          vpcId: vpc.id,
          cidrBlock: range,
          availabilityZone: zoneNames.apply((all) => decideOn("Network", name, () => zoneAt(all, index))),
          mapPublicIpOnLaunch: false,
          tags: named(subnetName),
        },
        child,
      );
    });
    const inputs = { name, parent: this, vpc, gateway, privateSubnets, tags: args.tags ?? {} };
    const endpoints =
      egress === Egress.Endpoints ? createEndpointEgress(inputs, args.readableBucketArns ?? []) : undefined;
    if (endpoints === undefined) {
      createNatEgress(inputs, cidrs.publicCidrs, args.natGateways ?? NatGateways.Single);
    }

    this.registerOutputs(
      publishOutputs<Network>(this, {
        vpcId: vpc.id,
        subnetIds: pulumi.output(privateSubnets.map((subnet) => subnet.id)),
        availabilityZones: pulumi.output(privateSubnets.map((subnet) => subnet.availabilityZone)),
        internetGatewayId: gateway.id,
        endpointsSecurityGroupId: endpoints?.securityGroupId,
        gatewayPrefixListId: endpoints?.gatewayPrefixListId,
      }),
    );
  }
}

/** IPv4 range of the VPC, unless another is given. */
export const DEFAULT_CIDR_BLOCK = "10.0.0.0/16";

/** Validates the arguments of a network. */
export function networkProblems(args: NetworkArgs): string[] {
  const { cidrBlock, zones, egress } = withDefaults(args);
  return [
    ...subnetProblems(cidrBlock, zones),
    ...groupDaysProblems("flowLogDays", args.flowLogDays),
    ...egressProblems(egress, {
      natGateways: args.natGateways,
      readableBucketArns: args.readableBucketArns?.length,
    }),
  ];
}

function withDefaults({
  cidrBlock = DEFAULT_CIDR_BLOCK,
  zones = DEFAULT_ZONES,
  egress = Egress.Nat,
}: NetworkArgs) {
  return { cidrBlock, zones, egress };
}

/** Looks up the region's zones that support VPC origins, without Local and Wavelength Zones. */
function usableZones(parent: pulumi.Resource): pulumi.Output<string[]> {
  const zones = getAvailabilityZonesOutput(
    {
      excludeZoneIds: ZONES_WITHOUT_VPC_ORIGINS,
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    },
    { parent },
  );
  return zones.names;
}

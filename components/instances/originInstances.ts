import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { decideOn, refuseProblems } from "../internal/argumentError";
import { waitingChild } from "../internal/childOptions";
import { componentNameProblems } from "../internal/names";
import type { EndpointsArgs } from "../network/egress";
import {
  bootScriptProblems,
  bootVariables,
  distinctPorts,
  fleetSizeProblems,
  latestAmazonLinux,
  launchProblems,
  portProblems,
  userData,
} from "./plan/instanceArgs";
import { fleetSecurityGroup, instanceRole } from "./roleAndSecurityGroups";

/** A role that instances act as. */
export interface InstanceRoleArgs {
  /** Name of the role. */
  name: pulumi.Input<string>;
  /** ARN of the role. */
  arn: pulumi.Input<string>;
  /** ARN of its instance profile. */
  profileArn: pulumi.Input<string>;
}

/** Arguments of the instances that serve the site. */
export interface OriginInstancesArgs {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Ids of the private subnets to run in. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** ARNs of the target groups that instances register with. */
  targetGroupArns: pulumi.Input<pulumi.Input<string>[]>;
  /** Id of the load balancer's security group, the only one that reaches the instances. */
  loadBalancerSecurityGroupId: pulumi.Input<string>;
  /** Script that a new instance runs as root. It finds PUBLIC_PORT and SIGNED_PORT in its environment. */
  bootScript: string;
  /** Further variables for the boot script; whoever may see the instances sees them, too. Default: none. */
  environment?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
  /** The role that the instances act as. Default: one is made, with which people log in by Session Manager. */
  role?: InstanceRoleArgs;
  /** Endpoints that the instances reach by HTTPS, and nothing else. Default: HTTPS to everywhere. */
  endpoints?: EndpointsArgs;
  /** Port on which the application serves public paths. Default: 8443. */
  publicPort?: number;
  /** Port on which the application serves signed paths. Default: 8444. */
  signedPort?: number;
  /** EC2 instance type. Default: t4g.small. */
  instanceType?: string;
  /** Id of the image. Default: the newest Amazon Linux 2023 for the instance type, at each launch. */
  imageId?: pulumi.Input<string>;
  /** Instances that always run. Default: 1. */
  minInstances?: number;
  /** Instances that load may add up to. Default: 2, or minInstances if that is more. */
  maxInstances?: number;
  /** Tags for everything of the fleet, and for its instances and their volumes. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * A scaling group of instances without public addresses, SSH or long-lived credentials.
 *
 * A changed launch template replaces the instances one after the other, new ones first. People log in with
 * Session Manager.
 *
 * @example new OriginInstances("site", { vpcId, subnetIds, targetGroupArns, loadBalancerSecurityGroupId, bootScript })
 */
export class OriginInstances extends pulumi.ComponentResource {
  /** Name of the role that the application acts as. */
  public readonly roleName: pulumi.Output<string>;
  /** ARN of the role that the application acts as. */
  public readonly roleArn: pulumi.Output<string>;
  /** Id of the security group of the instances. */
  public readonly securityGroupId: pulumi.Output<string>;
  /** Name of the scaling group. */
  public readonly scalingGroupName: pulumi.Output<string>;

  constructor(name: string, args: OriginInstancesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseProblems("OriginInstances", name, opts, [
      ...componentNameProblems(name),
      ...originInstancesProblems(args),
    ]);
    super("secure-origin:index:OriginInstances", name, {}, opts);
    const { publicPort, signedPort, minInstances, maxInstances } = withDefaults(args);
    const tags = args.tags ?? {};

    const ports = distinctPorts(publicPort, signedPort);
    const balancer = args.loadBalancerSecurityGroupId;
    const securityGroup = fleetSecurityGroup(
      { name, parent: this, tags },
      args.vpcId,
      balancer,
      ports,
      args.endpoints,
    );
    const role = args.role ?? instanceRole({ name, parent: this, tags });
    const ownPorts = { PUBLIC_PORT: publicPort, SIGNED_PORT: signedPort };
    const script = pulumi.output(args.environment ?? {}).apply((given) =>
      userData(
        args.bootScript,
        decideOn("OriginInstances", name, () => bootVariables(ownPorts, given)),
      ),
    );
    const template = this.launchTemplate(name, args, script, securityGroup.id, role.profileArn);
    const group = new autoscaling.Group(
      `${name}-group`,
      {
        minSize: minInstances,
        maxSize: maxInstances,
        vpcZoneIdentifiers: args.subnetIds,
        targetGroupArns: args.targetGroupArns,
        // By number: a group that follows "$Latest" sees no change, and replaces nothing.
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        healthCheckType: "ELB",
        healthCheckGracePeriod: 180,
        defaultInstanceWarmup: 120,
        instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
        instanceRefresh: {
          strategy: "Rolling",
          // No autoRollback: AWS refuses it for a template whose image is the newest of a parameter.
          preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
        },
        tags: Object.entries({ ...tags, Name: name }).map(([key, value]) => ({
          key,
          value,
          propagateAtLaunch: true,
        })),
      },
      // In another VPC it starts anew: its old instances could not serve the new target groups.
      waitingChild(this, opts, { replacementTrigger: args.vpcId }),
    );
    new autoscaling.Policy(
      `${name}-load`,
      {
        autoscalingGroupName: group.name,
        policyType: "TargetTrackingScaling",
        targetTrackingConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
          targetValue: 60,
        },
      },
      { parent: this },
    );

    this.roleName = pulumi.output(role.name);
    this.roleArn = pulumi.output(role.arn);
    this.securityGroupId = securityGroup.id;
    this.scalingGroupName = group.name;
    this.registerOutputs({
      roleName: this.roleName,
      roleArn: this.roleArn,
      securityGroupId: this.securityGroupId,
      scalingGroupName: this.scalingGroupName,
    });
  }

  private launchTemplate(
    name: string,
    args: OriginInstancesArgs,
    script: pulumi.Output<string>,
    securityGroupId: pulumi.Output<string>,
    profileArn: pulumi.Input<string>,
  ): ec2.LaunchTemplate {
    const { instanceType } = withDefaults(args);
    const { tags } = args;
    return new ec2.LaunchTemplate(
      `${name}-template`,
      {
        imageId: args.imageId ?? latestAmazonLinux(instanceType),
        instanceType,
        userData: script,
        updateDefaultVersion: true,
        iamInstanceProfile: { arn: profileArn },
        // Said here and not left to the subnet, which may be the caller's own.
        networkInterfaces: [
          {
            associatePublicIpAddress: "false",
            deleteOnTermination: "true",
            securityGroups: [securityGroupId],
          },
        ],
        // IMDSv2 only, and not across a network hop: a forwarded request cannot fetch the role's credentials.
        metadataOptions: {
          httpEndpoint: "enabled",
          httpTokens: "required",
          httpPutResponseHopLimit: 1,
          instanceMetadataTags: "disabled",
        },
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: { volumeType: "gp3", volumeSize: 10, encrypted: "true", deleteOnTermination: "true" },
          },
        ],
        monitoring: { enabled: true },
        tagSpecifications: ["instance", "volume"].map((resourceType) => ({
          resourceType,
          tags: { ...tags, Name: name },
        })),
        tags,
      },
      { parent: this },
    );
  }
}

/** What of a fleet's arguments can be judged before anything exists. */
type InstanceInputs = Pick<
  OriginInstancesArgs,
  "bootScript" | "publicPort" | "signedPort" | "instanceType" | "imageId" | "minInstances" | "maxInstances"
>;

/** Says what is wrong with the arguments of a fleet. */
export function originInstancesProblems(args: InstanceInputs): string[] {
  const { publicPort, signedPort, instanceType, minInstances, maxInstances } = withDefaults(args);
  return [
    ...portProblems("publicPort", publicPort),
    ...portProblems("signedPort", signedPort),
    ...launchProblems(instanceType, typeof args.imageId === "string" ? args.imageId : undefined),
    ...fleetSizeProblems(minInstances, maxInstances),
    ...bootScriptProblems(args.bootScript),
  ];
}

function withDefaults(args: InstanceInputs) {
  const { publicPort = 8443, signedPort = 8444, instanceType = "t4g.small", minInstances = 1 } = args;
  const maxInstances = args.maxInstances ?? Math.max(2, minInstances);
  return { publicPort, signedPort, instanceType, minInstances, maxInstances };
}

import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { decideOn, refuseProblems } from "../internal/argumentError";
import { waitingChild } from "../internal/childOptions";
import { componentNameProblems } from "../internal/names";
import { distinctPorts, tierPortProblems, tierPorts } from "../internal/ports";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import type { EndpointsArgs } from "../network/egress";
import { createInstanceRole } from "./instanceRole";
import {
  bootScriptProblems,
  bootVariables,
  DEFAULT_INSTANCE_TYPE,
  groupSize,
  groupSizeProblems,
  latestAmazonLinux,
  launchProblems,
  userData,
} from "./plan/launchSettings";
import { createTargetSecurityGroup } from "./securityGroup";

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
  /** Further variables for the boot script, readable by all who may describe the launch template. Default: none. */
  environment?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
  /** The role that the instances act as. Default: one is created, which allows Session Manager. */
  role?: InstanceRoleArgs;
  /** The only endpoints that the instances reach by HTTPS. Default: HTTPS to all addresses. */
  endpoints?: EndpointsArgs;
  /** Port on which the application serves public paths. Default: 8443. */
  publicPort?: number;
  /** Port on which the application serves signed paths. Default: 8444. */
  signedPort?: number;
  /** EC2 instance type. Default: t4g.small. */
  instanceType?: string;
  /** Id of the image. Default: the newest Amazon Linux 2023 for the instance type, at each launch. */
  imageId?: pulumi.Input<string>;
  /** Number of instances that always run. Default: 1. */
  minInstances?: number;
  /** Largest number of instances under load. Default: 2, or minInstances if that is more. */
  maxInstances?: number;
  /** Tags for all resources of the component, and for its instances and their volumes. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * An Auto Scaling group of instances without public addresses, SSH or long-lived credentials.
 *
 * A changed launch template replaces the instances one after the other, new ones first. Operators log in with Session
 * Manager.
 *
 * @example new OriginInstances("site", { vpcId, subnetIds, targetGroupArns, loadBalancerSecurityGroupId, bootScript })
 */
export class OriginInstances extends pulumi.ComponentResource {
  /** Name of the role that the application acts as. */
  public readonly roleName!: pulumi.Output<string>;
  /** ARN of the role that the application acts as. */
  public readonly roleArn!: pulumi.Output<string>;
  /** Id of the security group of the instances. */
  public readonly securityGroupId!: pulumi.Output<string>;
  /** Name of the Auto Scaling group. */
  public readonly scalingGroupName!: pulumi.Output<string>;

  constructor(name: string, args: OriginInstancesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("OriginInstances", name, args);
    refuseProblems("OriginInstances", name, opts, [
      ...componentNameProblems(name),
      ...originInstancesProblems(args),
    ]);
    super("secure-origin:index:OriginInstances", name, {}, opts);
    const { minInstances, maxInstances } = withDefaults(args);
    const { publicPort, signedPort } = tierPorts(args);
    const tags = args.tags ?? {};
    const context = { name, parent: this, tags };

    const securityGroup = createTargetSecurityGroup(context, {
      targets: "instances",
      vpcId: args.vpcId,
      albId: args.loadBalancerSecurityGroupId,
      ports: distinctPorts({ publicPort, signedPort }),
      endpoints: args.endpoints,
    });
    const role = args.role ?? createInstanceRole(context);
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
        // The creation ends when so many are healthy in both target groups. Not waitForElbCapacity: that waits for exactly
        // so many at updates as well, and never ends while load has added some.
        minElbCapacity: minInstances,
        maxSize: maxInstances,
        vpcZoneIdentifiers: args.subnetIds,
        targetGroupArns: args.targetGroupArns,
        // By number: with "$Latest" a new version would be no change of the group, and replace nothing.
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        healthCheckType: "ELB",
        healthCheckGracePeriod: 180,
        defaultInstanceWarmup: 120,
        instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
        instanceRefresh: {
          strategy: "Rolling",
          // No autoRollback: AWS refuses it for a launch template whose image is a parameter.
          preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
        },
        tags: Object.entries({ ...tags, Name: name }).map(([key, value]) => ({
          key,
          value,
          propagateAtLaunch: true,
        })),
      },
      // Replaced with the VPC: instances cannot be registered with target groups of another.
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

    this.registerOutputs(
      publishOutputs<OriginInstances>(this, {
        roleName: role.name,
        roleArn: role.arn,
        securityGroupId: securityGroup.id,
        scalingGroupName: group.name,
      }),
    );
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
        // Set here, because the subnet may be the caller's own.
        networkInterfaces: [
          {
            associatePublicIpAddress: "false",
            deleteOnTermination: "true",
            securityGroups: [securityGroupId],
          },
        ],
        // IMDSv2 only, without a further network hop: a forwarded request cannot fetch the credentials of the role.
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

/** The arguments that are known before deployment. */
type KnownArgs = Pick<
  OriginInstancesArgs,
  "bootScript" | "publicPort" | "signedPort" | "instanceType" | "imageId" | "minInstances" | "maxInstances"
>;

/** Validates the arguments of the instances that are known before deployment. */
export function originInstancesProblems(args: KnownArgs): string[] {
  const { instanceType, minInstances, maxInstances } = withDefaults(args);
  return [
    ...tierPortProblems(args),
    ...launchProblems(instanceType, typeof args.imageId === "string" ? args.imageId : undefined),
    ...groupSizeProblems(minInstances, maxInstances),
    ...bootScriptProblems(args.bootScript),
  ];
}

function withDefaults(args: KnownArgs) {
  const { instanceType = DEFAULT_INSTANCE_TYPE } = args;
  return { instanceType, ...groupSize(args) };
}

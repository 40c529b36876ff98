import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKeys } from "./encryption/encryptionKeys";
import { AttachedInstances, type AttachedInstancesArgs } from "./instances/attachedInstances";
import { AttachedTasks, type AttachedTasksArgs } from "./instances/attachedTasks";
import { createInstanceRole, type InstanceRole } from "./instances/instanceRole";
import { OriginInstances, type OriginInstancesArgs } from "./instances/originInstances";
import { createSessionLog } from "./instances/sessionLog";
import type { EveryArgument } from "./internal/everyArgument";
import type { InternalLoadBalancer } from "./loadBalancer/internalLoadBalancer";
import { DEFAULT_GROUP_DAYS } from "./monitoring/plan/retention";
import { Egress } from "./network/egress";
import type { Network } from "./network/network";
import { attachedInstancesArgs, attachedTasksArgs, originInstancesArgs } from "./plan/childArgs";
import type { Site } from "./plan/site";

/** The parts of a site that its instances or tasks use. */
interface TargetInputs extends Pick<OriginInstancesArgs, "vpcId" | "subnetIds" | "role"> {
  /** The network that was created for the site; undefined with a VPC of the caller's. */
  network: Network | undefined;
  loadBalancer: InternalLoadBalancer;
  /** Variables of the members site. */
  environment: pulumi.Input<{ [name: string]: string }> | undefined;
}

/**
 * Creates the instances that serve a site, or attaches the caller's instances or tasks.
 *
 * @returns the tasks, for a site with tasks
 */
export function createTargets(
  name: string,
  site: Site,
  { network, vpcId, subnetIds, loadBalancer, role, environment }: TargetInputs,
  options: pulumi.ComponentResourceOptions,
): AttachedTasks | undefined {
  const { instances, tasks, bootScript = "" } = site.args.origin;
  if (tasks !== undefined) {
    const loadBalancerSecurityGroupId = loadBalancer.albSecurityGroupId;
    const args = { ...attachedTasksArgs(site, tasks), vpcId, loadBalancerSecurityGroupId };
    return new AttachedTasks(`${name}-tasks`, args satisfies EveryArgument<AttachedTasksArgs>, options);
  }
  const childName = `${name}-instances`;
  const target = {
    targetGroupArns: loadBalancer.targetGroupArns,
    loadBalancerSecurityGroupId: loadBalancer.albSecurityGroupId,
  };
  if (instances !== undefined) {
    const args = { ...attachedInstancesArgs(site, instances), ...target };
    new AttachedInstances(childName, args satisfies EveryArgument<AttachedInstancesArgs>, options);
    return undefined;
  }
  const args = originInstancesArgs(site, bootScript);
  const variables = pulumi
    .all([args.environment ?? {}, environment ?? {}])
    .apply(([own, ofApp]): { [name: string]: string } => ({ ...own, ...ofApp }));
  new OriginInstances(
    childName,
    {
      ...args,
      ...target,
      vpcId,
      subnetIds,
      role,
      environment: variables,
      endpoints: endpointsOf(site, network),
    } satisfies EveryArgument<OriginInstancesArgs>,
    options,
  );
  return undefined;
}

/** A resource that has children. */
interface Parent {
  parent: pulumi.Resource;
}

/** Creates the role of the instances, unless instances or tasks of the caller's have one. */
export function createRole(
  name: string,
  { args: { origin, tags = {} } }: Site,
  { parent }: Parent,
): InstanceRole | undefined {
  return origin.instances === undefined && origin.tasks === undefined
    ? createInstanceRole({ name: `${name}-instances`, parent, tags })
    : undefined;
}

/** Creates the log of sessions on instances that are created here, and returns the name of its Session document. */
export function createSessions(
  name: string,
  { args: { logs, tags } }: Site,
  { role, encryption }: { role: InstanceRole | undefined; encryption: EncryptionKeys },
  { parent }: Parent,
): pulumi.Output<string> | undefined {
  if (role === undefined || logs === undefined) {
    return undefined;
  }
  return createSessionLog({ name: `${name}-sessions`, parent, tags }, role.name, {
    retentionInDays: logs.groupDays ?? DEFAULT_GROUP_DAYS,
    encryptionKeyArn: encryption.keyArn,
  });
}

/** The endpoints of a network without a route to the internet; undefined with one. */
function endpointsOf({ args }: Site, network: Network | undefined): OriginInstancesArgs["endpoints"] {
  return network !== undefined && args.network?.egress === Egress.Endpoints
    ? {
        securityGroupId: network.endpointsSecurityGroupId.apply((id) => id ?? ""),
        gatewayPrefixListId: network.gatewayPrefixListId.apply((id) => id ?? ""),
      }
    : undefined;
}

import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKeys } from "./encryption/encryptionKeys";
import { AttachedInstances, type AttachedInstancesArgs } from "./instances/attachedInstances";
import type { InstanceRole } from "./instances/instanceRole";
import { OriginInstances, type OriginInstancesArgs } from "./instances/originInstances";
import { createSessionLog } from "./instances/sessionLog";
import type { ComponentContext } from "./internal/componentContext";
import type { EveryArgument } from "./internal/everyArgument";
import type { InternalLoadBalancer } from "./loadBalancer/internalLoadBalancer";
import { DEFAULT_GROUP_DAYS } from "./monitoring/plan/retention";
import { Egress } from "./network/egress";
import type { Network } from "./network/network";
import { attachedInstancesArgs, originInstancesArgs } from "./plan/childArgs";
import type { Site } from "./plan/site";

/** The parts of a site that its instances use. */
interface InstanceInputs extends Pick<OriginInstancesArgs, "vpcId" | "subnetIds" | "role"> {
  /** The network that was created for the site; undefined with a VPC of the caller's. */
  network: Network | undefined;
  loadBalancer: InternalLoadBalancer;
  /** Variables of the members site. */
  environment: pulumi.Input<{ [name: string]: string }> | undefined;
}

/** Creates the instances that serve a site, or attaches the caller's. */
export function createInstances(
  name: string,
  site: Site,
  { network, vpcId, subnetIds, loadBalancer, role, environment }: InstanceInputs,
  options: pulumi.ComponentResourceOptions,
): void {
  const { instances, bootScript = "" } = site.args.origin;
  const childName = `${name}-instances`;
  const target = {
    targetGroupArns: loadBalancer.targetGroupArns,
    loadBalancerSecurityGroupId: loadBalancer.albSecurityGroupId,
  };
  if (instances !== undefined) {
    const args = { ...attachedInstancesArgs(site, instances), ...target };
    new AttachedInstances(childName, args satisfies EveryArgument<AttachedInstancesArgs>, options);
    return;
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
}

/** Creates the log of sessions on instances that are created here, and returns the name of its Session document. */
export function logSessions(
  { name, parent, tags }: ComponentContext,
  { args: { logs } }: Site,
  role: InstanceRole | undefined,
  { keyArn }: EncryptionKeys,
): pulumi.Output<string> | undefined {
  if (role === undefined || logs === undefined) {
    return undefined;
  }
  return createSessionLog({ name: `${name}-sessions`, parent, tags }, role.name, {
    retentionInDays: logs.groupDays ?? DEFAULT_GROUP_DAYS,
    encryptionKeyArn: keyArn,
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

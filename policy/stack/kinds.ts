import { readDistribution } from "../resources/cloudfront/distributions";
import { readKeyGroup, readPublicKey } from "../resources/cloudfront/keys";
import { readSecurityHeaders } from "../resources/cloudfront/securityHeaders";
import { readVpcOrigin } from "../resources/cloudfront/vpcOrigins";
import {
  readGroup,
  readInstanceServer,
  readLaunchConfigurationServer,
  readLaunchTemplateServer,
  readNetworkInterface,
  readVolume,
} from "../resources/compute/servers";
import { readAppRunnerConnector, readEcsService, readSpotFleet } from "../resources/compute/services";
import {
  readClassicAttachment,
  readGroupAttachment,
  readGroupTrafficSource,
  readInterfaceAttachment,
  readInterfaceGroup,
  readTargetAttachment,
} from "../resources/loadBalancing/attachments";
import { readListener, readListenerRule, readTargetGroup } from "../resources/loadBalancing/listeners";
import { readClassicLoadBalancer, readLoadBalancer } from "../resources/loadBalancing/loadBalancers";
import {
  readDefaultSubnet,
  readEcsService as readEcsAddresses,
  readEip,
  readEipAssociation,
  readInstance,
  readLaunchConfiguration,
  readLaunchTemplate,
  readSpotFleet as readSpotFleetAddresses,
  readSubnet,
} from "../resources/network/addresses";
import {
  readAcceleratorEndpoints,
  readAcceleratorSubnets,
  readApiIntegration,
  readApiVpcLink,
  readAppRunnerService,
  readEndpointService,
  readFunction,
  readFunctionUrl,
  readHttpApiIntegration,
  readHttpApiVpcLink,
  readLatticeTarget,
  readVerifiedAccessEndpoint,
} from "../resources/network/otherEndpoints";
import { readManagedPrefixList, readManagedPrefixListEntry } from "../resources/network/prefixLists";
import {
  readRoute,
  readRouteTable,
  readRouteTableAssociation,
  readSubnetRange,
} from "../resources/network/routing";
import {
  readSecurityGroup,
  readSecurityGroupIngressRule,
  readSecurityGroupRule,
} from "../resources/network/securityGroupRules";
import { type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import { readAcl, readBucket, readBucketPolicy, readPublicAccessBlock } from "../resources/storage/buckets";
import {
  readLogDelivery,
  readLogDeliveryDestination,
  readLogDeliverySource,
  readRealtimeLogConfig,
} from "../resources/storage/logs";
import {
  readAttachedPolicy,
  readGrant,
  readGroupPolicy,
  readKeyPolicy,
  readKmsKey,
  readManagedPolicy,
  readRole,
  readRolePolicy,
  readSecret,
  readSecretPolicy,
  readUserPolicy,
} from "../resources/storage/permissions";
import { readRandomBytes, readRandomText } from "../resources/storage/secrets";

/** How a kind of record is read, by the types of resources that hold it. */
export type Kind<R> = Readonly<Partial<Record<ResourceType, (urn: string, props: object) => readonly R[]>>>;

function kind<R>(readers: Kind<R>): Kind<R> {
  return readers;
}

/** Every kind of record that rules can ask for. */
export const kinds = {
  addresses: kind({
    [t.instance]: readInstance,
    [t.spotInstanceRequest]: readInstance,
    [t.launchTemplate]: readLaunchTemplate,
    [t.launchConfiguration]: readLaunchConfiguration,
    [t.eip]: readEip,
    [t.eipAssociation]: readEipAssociation,
    [t.subnet]: readSubnet,
    [t.defaultSubnet]: readDefaultSubnet,
    [t.ecsService]: readEcsAddresses,
    [t.spotFleet]: readSpotFleetAddresses,
  }),
  attachments: kind({
    [t.targetAttachment]: readTargetAttachment,
    [t.groupAttachment]: readGroupAttachment,
    [t.groupTrafficSource]: readGroupTrafficSource,
    [t.classicAttachment]: readClassicAttachment,
    [t.networkInterfaceAttachment]: readInterfaceAttachment,
  }),
  attachedPolicies: kind({
    [t.rolePolicyAttachment]: readAttachedPolicy,
    [t.userPolicyAttachment]: readAttachedPolicy,
    [t.groupPolicyAttachment]: readAttachedPolicy,
    [t.policyAttachment]: readAttachedPolicy,
  }),
  bucketAcls: kind({ [t.bucket]: readBucket, [t.bucketAcl]: readAcl }),
  bucketPolicies: kind({ [t.bucketPolicy]: readBucketPolicy }),
  distributions: kind({ [t.distribution]: readDistribution }),
  entries: kind({
    [t.acceleratorEndpoints]: readAcceleratorEndpoints,
    [t.acceleratorSubnets]: readAcceleratorSubnets,
    [t.apiIntegration]: readApiIntegration,
    [t.httpApiIntegration]: readHttpApiIntegration,
    [t.apiVpcLink]: readApiVpcLink,
    [t.endpointService]: readEndpointService,
    [t.appRunnerService]: readAppRunnerService,
    [t.functionUrl]: readFunctionUrl,
    [t.verifiedAccessEndpoint]: readVerifiedAccessEndpoint,
    [t.latticeTarget]: readLatticeTarget,
  }),
  functions: kind({ [t.function]: readFunction }),
  grants: kind({ [t.kmsGrant]: readGrant }),
  groups: kind({ [t.group]: readGroup }),
  ingress: kind({
    [t.securityGroup]: readSecurityGroup,
    [t.defaultSecurityGroup]: readSecurityGroup,
    [t.securityGroupRule]: readSecurityGroupRule,
    [t.securityGroupIngressRule]: readSecurityGroupIngressRule,
  }),
  interfaceGroups: kind({ [t.networkInterfaceGroup]: readInterfaceGroup }),
  ipv6Routes: kind({ [t.route]: readRoute, [t.routeTable]: readRouteTable }),
  keyGroups: kind({ [t.keyGroup]: readKeyGroup }),
  kmsKeys: kind({ [t.kmsKey]: readKmsKey }),
  keyPolicies: kind({ [t.kmsKeyPolicy]: readKeyPolicy }),
  listeners: kind({ [t.listener]: readListener }),
  listenerRules: kind({ [t.listenerRule]: readListenerRule }),
  loadBalancers: kind({
    [t.loadBalancer]: readLoadBalancer,
    [t.classicLoadBalancer]: readClassicLoadBalancer,
  }),
  logDeliveries: kind({ [t.logDelivery]: readLogDelivery }),
  logDestinations: kind({ [t.logDeliveryDestination]: readLogDeliveryDestination }),
  logSources: kind({ [t.logDeliverySource]: readLogDeliverySource }),
  permissions: kind({
    [t.rolePolicy]: readRolePolicy,
    [t.userPolicy]: readUserPolicy,
    [t.groupPolicy]: readGroupPolicy,
    [t.policy]: readManagedPolicy,
    [t.role]: readRole,
  }),
  prefixLists: kind({ [t.managedPrefixList]: readManagedPrefixList }),
  prefixListEntries: kind({ [t.managedPrefixListEntry]: readManagedPrefixListEntry }),
  publicAccessBlocks: kind({ [t.bucketPublicAccessBlock]: readPublicAccessBlock }),
  publicKeys: kind({ [t.publicKey]: readPublicKey }),
  randomValues: kind({
    [t.randomBytes]: readRandomBytes,
    [t.randomPassword]: readRandomText,
    [t.randomString]: readRandomText,
  }),
  realtimeLogs: kind({ [t.realtimeLogConfig]: readRealtimeLogConfig }),
  routeTableUses: kind({ [t.routeTableAssociation]: readRouteTableAssociation }),
  secretPolicies: kind({ [t.secretPolicy]: readSecretPolicy }),
  secrets: kind({ [t.secret]: readSecret }),
  securityHeaders: kind({ [t.responseHeadersPolicy]: readSecurityHeaders }),
  servers: kind({
    [t.instance]: readInstanceServer,
    [t.spotInstanceRequest]: readInstanceServer,
    [t.launchTemplate]: readLaunchTemplateServer,
    [t.launchConfiguration]: readLaunchConfigurationServer,
    [t.networkInterface]: readNetworkInterface,
  }),
  services: kind({ [t.ecsService]: readEcsService, [t.spotFleet]: readSpotFleet }),
  subnets: kind({ [t.subnet]: readSubnetRange, [t.defaultSubnet]: readSubnetRange }),
  targetGroups: kind({ [t.targetGroup]: readTargetGroup }),
  volumes: kind({ [t.volume]: readVolume }),
  vpcLinks: kind({ [t.httpApiVpcLink]: readHttpApiVpcLink, [t.appRunnerConnector]: readAppRunnerConnector }),
  vpcOrigins: kind({ [t.vpcOrigin]: readVpcOrigin }),
};

type RecordOf<K> = K extends Kind<infer R> ? R : never;

/** The records of a model, by kind. */
export type Records = { readonly [K in keyof typeof kinds]: readonly RecordOf<(typeof kinds)[K]>[] };

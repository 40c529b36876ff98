/** The arguments of a site's parts by name, but for those that one part gives another. */
import type { CertificatesArgs } from "../cloudfront/certificates";
import type { DistributionArgs } from "../cloudfront/distributionArgs";
import type { ErrorPagesArgs } from "../cloudfront/errorPages";
import type { FilesBucketArgs } from "../cloudfront/filesBucket";
import type { SigningKeysArgs } from "../cloudfront/signingKeys";
import type { AttachedInstancesArgs } from "../instances/attachedInstances";
import type { AttachedTasksArgs } from "../instances/attachedTasks";
import type { OriginInstancesArgs } from "../instances/originInstances";
import type { EveryArgument, EveryArgumentBut } from "../internal/everyArgument";
import { distinctNames } from "../internal/names";
import type { InternalLoadBalancerArgs } from "../loadBalancer/internalLoadBalancer";
import { TargetType } from "../loadBalancer/tiers";
import type { AppArgs } from "../membersApp/appArgs";
import type { MembersAppArgs } from "../membersApp/membersApp";
import type { NetworkArgs } from "../network/network";
import { CloudFrontAdmission, type ExistingInstancesArgs, type TasksArgs } from "../secureOriginArgs";
import type { Site } from "./site";

/** Returns the arguments of the network. */
export function networkArgs({ args: { network = {}, tags } }: Site): EveryArgument<NetworkArgs> {
  return {
    cidrBlock: network.cidrBlock,
    zones: network.zones,
    egress: network.egress,
    natGateways: network.natGateways,
    readableBucketArns: network.readableBucketArns,
    flowLogDays: network.flowLogDays,
    encryptionKeyArn: network.encryptionKeyArn,
    tags: network.tags ?? tags,
  };
}

/** Returns the arguments of the certificates. */
export function certificatesArgs({ args, region, originNames }: Site): EveryArgument<CertificatesArgs> {
  return {
    domainName: args.domainName,
    additionalDomainNames: args.additionalDomainNames,
    originDomainNames: distinctNames(originNames),
    region,
    hostedZoneId: args.hostedZoneId ?? "",
    tags: args.tags,
  };
}

/** Returns the arguments of the load balancer. */
export function loadBalancerArgs({
  args,
  originNames,
  admission,
}: Site): EveryArgumentBut<
  InternalLoadBalancerArgs,
  "vpcId" | "subnetIds" | "certificateArn" | "logBucketName"
> {
  const { origin } = args;
  return {
    loadBalancerArn: origin.loadBalancerArn,
    loadBalancerSecurityGroupId: origin.loadBalancerSecurityGroupId,
    listenerPort: origin.listenerPort,
    admitCloudFrontAddresses: admission !== CloudFrontAdmission.ServiceGroup,
    originDomainNames: distinctNames(originNames),
    hostedZoneId: args.hostedZoneId,
    publicPort: origin.publicPort,
    signedPort: origin.signedPort,
    targetType: origin.tasks === undefined ? TargetType.Instance : TargetType.Ip,
    headerName: args.headerName,
    headerGeneration: args.headerGeneration,
    droppedHeaderGenerations: args.droppedHeaderGenerations,
    adminCidrs: args.adminCidrs,
    allowPublicAdminCidrs: args.allowPublicAdminCidrs,
    deletionProtection: args.deletionProtection,
    tags: args.tags,
  };
}

/** Returns the arguments of the signing keys. */
export function signingKeysArgs({ args }: Site): EveryArgumentBut<SigningKeysArgs, "signer"> {
  return { keys: args.signingKeys, tags: args.tags };
}

/** Returns the arguments of the members site. */
export function membersAppArgs(
  { args, patterns }: Site,
  app: AppArgs,
): EveryArgumentBut<
  MembersAppArgs,
  "roleName" | "signingKeyArn" | "activeKeyId" | "announcedKeyArns" | "publicKeyPems" | "encryptionKeyArn"
> {
  return {
    bundle: app.bundle,
    entitlements: app.entitlements,
    oidc: app.oidc,
    mfa: app.mfa,
    accessRequestEmail: app.accessRequestEmail,
    contentUrl: app.contentUrl,
    cookieDomain: app.cookieDomain,
    sessionMinutes: app.sessionMinutes,
    sessionMaxHours: app.sessionMaxHours,
    sessionKeyGeneration: app.sessionKeyGeneration,
    droppedSessionKeyGenerations: app.droppedSessionKeyGenerations,
    domainName: args.domainName,
    additionalDomainNames: args.additionalDomainNames,
    securePatterns: [...patterns.secure],
    webAcl: args.webAcl,
    deletionProtection: args.deletionProtection,
    tags: args.tags,
  };
}

/** Arguments of instances or tasks that the load balancer gives. */
type InstanceTarget = "targetGroupArns" | "loadBalancerSecurityGroupId";

/** Returns the arguments of the instances that a site creates. */
export function originInstancesArgs(
  { args: { origin, tags } }: Site,
  bootScript: string,
): EveryArgumentBut<OriginInstancesArgs, InstanceTarget | "vpcId" | "subnetIds" | "role" | "endpoints"> {
  return {
    bootScript,
    environment: origin.environment,
    publicPort: origin.publicPort,
    signedPort: origin.signedPort,
    instanceType: origin.instanceType,
    imageId: origin.imageId,
    minInstances: origin.minInstances,
    maxInstances: origin.maxInstances,
    tags,
  };
}

/** Returns the arguments of instances that exist already. */
export function attachedInstancesArgs(
  { args: { origin, tags } }: Site,
  { ids, securityGroupId }: ExistingInstancesArgs,
): EveryArgumentBut<AttachedInstancesArgs, InstanceTarget> {
  return {
    instanceIds: ids,
    securityGroupId,
    publicPort: origin.publicPort,
    signedPort: origin.signedPort,
    tags,
  };
}

/** Returns the arguments of the tasks of ECS services. */
export function attachedTasksArgs(
  { args: { origin, tags } }: Site,
  { securityGroupId }: TasksArgs,
): EveryArgumentBut<AttachedTasksArgs, "vpcId" | "loadBalancerSecurityGroupId"> {
  return { securityGroupId, publicPort: origin.publicPort, signedPort: origin.signedPort, tags };
}

/** Returns the arguments of the error pages. */
export function errorPagesArgs({ args: { tags }, pageLinks }: Site): EveryArgument<ErrorPagesArgs> {
  return {
    loginPath: pageLinks.loginPath,
    requestAccessPath: pageLinks.requestAccessPath,
    applicationUrl: pageLinks.applicationUrl,
    tags,
  };
}

/** Returns the arguments of a bucket of files. */
export function filesBucketArgs({ args }: Site): EveryArgument<FilesBucketArgs> {
  return { forceDestroy: args.deletionProtection !== true, tags: args.tags };
}

/** Arguments of the distribution that the load balancer gives. */
type FromLoadBalancer =
  | "loadBalancerArn"
  | "vpcOriginIngress"
  | "headerName"
  | "publicHeaderValue"
  | "signedHeaderValue"
  | "headerGeneration"
  | "headerFingerprints";

/** Returns the arguments of the distribution. */
export function distributionArgs({
  args,
  originNames,
}: Site): EveryArgumentBut<
  DistributionArgs,
  FromLoadBalancer | "certificateArn" | "keyGroupIds" | "errorPages" | "webAclArn"
> {
  return {
    domainName: args.domainName,
    additionalDomainNames: args.additionalDomainNames,
    hostedZoneId: args.hostedZoneId,
    listenerPort: args.origin.listenerPort,
    publicOriginDomainName: originNames.public,
    signedOriginDomainName: originNames.signed,
    securePaths: args.securePaths,
    publicPaths: args.publicPaths,
    publicBucketPaths: args.publicBucketPaths,
    signedBucket: args.signedBucket,
    publicBucket: args.publicBucket,
    additionalApplications: args.additionalApplications,
    forwardedHeaders: args.forwardedHeaders,
    priceClass: args.priceClass,
    ipv6: args.ipv6,
    allowedCountries: args.allowedCountries,
    blockedCountries: args.blockedCountries,
    deletionProtection: args.deletionProtection,
    tags: args.tags,
  };
}

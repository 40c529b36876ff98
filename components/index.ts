export { childOf, childrenOf } from "./children";
export { Certificates, type CertificatesArgs } from "./cloudfront/certificates";
export { Distribution } from "./cloudfront/distribution";
export {
  type AdditionalApplicationArgs,
  ContentKind,
  type DistributionArgs,
  type ErrorPagesBucketArgs,
  type FilesBucketOriginArgs,
  PriceClass,
  type SecurePathArgs,
  type VpcOriginIngressArgs,
} from "./cloudfront/distributionArgs";
export { ErrorPages, type ErrorPagesArgs } from "./cloudfront/errorPages";
export { FilesBucket, type FilesBucketArgs } from "./cloudfront/filesBucket";
export {
  KeySource,
  KeyState,
  type SignerRoleArgs,
  type SigningKeyArgs,
  SigningKeys,
  type SigningKeysArgs,
} from "./cloudfront/signingKeys";
export { WebAcl, WebAclAction, type WebAclArgs, type WebAclLimitsArgs } from "./cloudfront/webAcl";
export { AttachedInstances, type AttachedInstancesArgs } from "./instances/attachedInstances";
export { AttachedTasks, type AttachedTasksArgs } from "./instances/attachedTasks";
export {
  type InstanceRoleArgs,
  OriginInstances,
  type OriginInstancesArgs,
} from "./instances/originInstances";
export { InternalLoadBalancer, type InternalLoadBalancerArgs } from "./loadBalancer/internalLoadBalancer";
export { TargetType } from "./loadBalancer/tiers";
export {
  AccessForm,
  type AppArgs,
  type EntitlementArgs,
  type OidcArgs,
  SecondFactor,
  SignOut,
} from "./membersApp/appArgs";
export { AppDelivery, type AppDeliveryArgs } from "./membersApp/appDelivery";
export { MembersApp, type MembersAppArgs } from "./membersApp/membersApp";
export { UserPool, type UserPoolArgs } from "./membersApp/userPool";
export { AccessLogs, type AccessLogsArgs } from "./monitoring/accessLogs";
export { LogArchive, type LogArchiveArgs } from "./monitoring/logArchive";
export { type AlarmsArgs, Monitoring, type MonitoringArgs } from "./monitoring/monitoring";
export { Egress, type EndpointsArgs, NatGateways } from "./network/egress";
export type { ExistingVpcArgs } from "./network/existingVpc";
export { Network, type NetworkArgs } from "./network/network";
export { SecureOrigin } from "./secureOrigin";
export {
  CloudFrontAdmission,
  type ExistingCertificatesArgs,
  type ExistingInstancesArgs,
  type LogsArgs,
  type OriginArgs,
  type SecureOriginArgs,
  type TasksArgs,
} from "./secureOriginArgs";

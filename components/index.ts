export { AppDelivery, type AppDeliveryArgs } from "./appDelivery";
export { AttachedInstances, type AttachedInstancesArgs } from "./attachedInstances";
export { Certificates, type CertificatesArgs } from "./certificates";
export { childOf, childrenOf } from "./children";
export { type AlarmsArgs, EdgeAlarms, type EdgeAlarmsArgs } from "./edgeAlarms";
export { EdgeDistribution } from "./edgeDistribution";
export {
  ContentKind,
  type EdgeDistributionArgs,
  type ErrorPagesBucketArgs,
  type FurtherApplicationArgs,
  PriceClass,
  type SecurePathArgs,
  type ServiceGroupEntranceArgs,
} from "./edgeDistributionArgs";
export { EdgeFirewall, type EdgeFirewallArgs, FirewallAction, type FirewallArgs } from "./edgeFirewall";
export { EdgeLogs, type EdgeLogsArgs } from "./edgeLogs";
export { ErrorPages, type ErrorPagesArgs } from "./errorPages";
export type { ExistingVpcArgs } from "./existingNetwork";
export { Fleet, type FleetArgs, type InstanceRoleArgs } from "./fleet";
export { LogArchive, type LogArchiveArgs } from "./logArchive";
export { MemberDirectory, type MemberDirectoryArgs } from "./memberDirectory";
export { MembersApp, type MembersAppArgs } from "./membersApp";
export {
  AccessForm,
  type AppArgs,
  type EntitlementArgs,
  type OidcArgs,
  SecondFactor,
  SignOut,
} from "./membersAppArgs";
export { Network, type NetworkArgs } from "./network";
export { Egress, type EndpointsArgs, NatGateways } from "./networkEgress";
export { OriginGate, type OriginGateArgs } from "./originGate";
export { SecureOrigin } from "./secureOrigin";
export {
  CloudFrontAdmission,
  type ExistingCertificatesArgs,
  type ExistingInstancesArgs,
  type LogsArgs,
  type OriginArgs,
  type SecureOriginArgs,
} from "./secureOriginArgs";
export {
  KeySource,
  KeyState,
  type SignerRoleArgs,
  type SigningKeyArgs,
  SigningKeys,
  type SigningKeysArgs,
} from "./signingKeys";

export { Certificates, type CertificatesArgs } from "./certificates";
export { EdgeDistribution } from "./edgeDistribution";
export {
  ContentKind,
  type EdgeDistributionArgs,
  type ErrorPagesBucketArgs,
  type SecurePathArgs,
} from "./edgeDistributionArgs";
export { ErrorPages, type ErrorPagesArgs } from "./errorPages";
export { Fleet, type FleetArgs } from "./fleet";
export { Network, type NetworkArgs } from "./network";
export { Egress, NatGateways } from "./networkEgress";
export { OriginGate, type OriginGateArgs } from "./originGate";
export { SecureOrigin } from "./secureOrigin";
export type {
  ExistingCertificatesArgs,
  ExistingVpcArgs,
  OriginArgs,
  SecureOriginArgs,
} from "./secureOriginArgs";
export {
  KeySource,
  KeyState,
  type SignerRoleArgs,
  type SigningKeyArgs,
  SigningKeys,
  type SigningKeysArgs,
} from "./signingKeys";

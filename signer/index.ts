export type { AwsClient } from "./keys/awsClient";
export { type CacheOptions, cachedKey } from "./keys/cachedKey";
export { fileKey } from "./keys/file";
export { keyFromReference } from "./keys/fromReference";
export {
  type HashAlgorithm,
  isLocalKey,
  type KeySource,
  type LocalKey,
  type Signature,
} from "./keys/keySource";
export { type KmsKeyOptions, type KmsKeySpec, kmsKey } from "./keys/kms";
export { type PemKeyOptions, pemKey } from "./keys/pem";
export { type SecretsManagerKeyOptions, secretsManagerKey } from "./keys/secretsManager";
export { type SsmKeyOptions, ssmKey } from "./keys/ssm";
export type { StoredKey } from "./keys/storedKey";
export { type ErrorCode, type ErrorDetails, type ErrorKind, errorCodes, SignerError } from "./shared/errors";
export { type EpochSeconds, epochSeconds, type Instant, now } from "./shared/time";
export { type CookiePlan, type CookieSet, planCookies } from "./sign/cookiePlan";
export { type CookieScope, type SignedCookies, setCookieLines, signOutLines } from "./sign/cookies";
export { createSigner } from "./sign/createSigner";
export { encodeForCloudFront } from "./sign/encoding";
export type { GrantOptions, ResourceOptions, UrlOptions } from "./sign/grant";
export { createLocalSigner } from "./sign/localSigner";
export { cannedPolicy, customPolicy, type Grant } from "./sign/policy";
export { type CookieName, type CookieValues, cookieNames } from "./sign/signedGrant";
export { attach, type SignedPolicy } from "./sign/signedPolicy";
export type { LocalSigner, Signer, SignerOptions } from "./sign/signerOptions";
export * from "./verify";

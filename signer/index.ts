export { type CookiePlan, type CookieSet, planCookies } from "./cookiePlan";
export { type CookieScope, type SignedCookies, setCookieLines, signOutLines } from "./cookies";
export { encodeForCloudFront } from "./encoding";
export { type ErrorCode, type ErrorDetails, type ErrorKind, errorCodes, SignerError } from "./errors";
export type { GrantOptions, ResourceOptions, UrlOptions } from "./grant";
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
export { createLocalSigner } from "./localSigner";
export { cannedPolicy, customPolicy, type Grant } from "./policy";
export { createSigner } from "./sign";
export { attach, type SignedPolicy } from "./signedPolicy";
export type { LocalSigner, Signer, SignerOptions } from "./signerOptions";
export { type CookieName, type CookieValues, cookieNames } from "./ticket";
export { type EpochSeconds, epochSeconds, type Instant, now } from "./time";
export * from "./verify";

import { TAGS } from "../../model/commonFields";
import { bool, type Field, type Fields, list, num, obj, set, str } from "../../model/schema";

const METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

const behavior: Record<string, Field> = {
  allowedMethods: set(str({ oneOf: METHODS }), { required: true }),
  cachedMethods: set(str({ oneOf: METHODS }), { required: true }),
  cachePolicyId: str(),
  compress: bool({ default: false }),
  fieldLevelEncryptionId: str(),
  functionAssociations: set(
    obj({
      eventType: str({ required: true, oneOf: ["viewer-request", "viewer-response"] }),
      functionArn: str({ required: true }),
    }),
  ),
  grpcConfig: obj({ enabled: bool() }),
  originRequestPolicyId: str(),
  realtimeLogConfigArn: str(),
  responseHeadersPolicyId: str(),
  smoothStreaming: bool(),
  targetOriginId: str({ required: true }),
  trustedKeyGroups: list(str()),
  viewerProtocolPolicy: str({ required: true, oneOf: ["allow-all", "https-only", "redirect-to-https"] }),
};

const origin = obj({
  connectionAttempts: num({ default: 3, min: 1, max: 3 }),
  connectionTimeout: num({ default: 10, min: 1, max: 10 }),
  customHeaders: set(obj({ name: str({ required: true }), value: str({ required: true }) }), { key: "name" }),
  customOriginConfig: obj({
    httpPort: num({ required: true }),
    httpsPort: num({ required: true }),
    ipAddressType: str(),
    originKeepaliveTimeout: num({ default: 5, min: 1 }),
    originProtocolPolicy: str({ required: true, oneOf: ["http-only", "https-only", "match-viewer"] }),
    originReadTimeout: num({ default: 30, min: 1 }),
    originSslProtocols: set(str({ oneOf: ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"] }), { required: true }),
  }),
  domainName: str({ required: true, min: 1, max: 253 }),
  originAccessControlId: str(),
  originId: str({ required: true, min: 1, max: 128 }),
  originPath: str({ default: "" }),
  originShield: obj({ enabled: bool({ required: true }), originShieldRegion: str() }),
  responseCompletionTimeout: num({ default: 0 }),
  s3OriginConfig: obj({ originAccessIdentity: str({ required: true }) }),
  vpcOriginConfig: obj({
    originKeepaliveTimeout: num({ default: 5, min: 1 }),
    originReadTimeout: num({ default: 30, min: 1 }),
    ownerAccountId: str(),
    vpcOriginId: str({ required: true }),
  }),
});

/** Arguments of a distribution. */
export const DISTRIBUTION_INPUTS: Fields = {
  aliases: set(str()),
  comment: str({ max: 128 }),
  customErrorResponses: set(
    obj({
      errorCachingMinTtl: num({ min: 0 }),
      errorCode: num({ required: true }),
      responseCode: num(),
      responsePagePath: str(),
    }),
    { key: "errorCode" },
  ),
  defaultCacheBehavior: obj(behavior, { required: true }),
  defaultRootObject: str(),
  enabled: bool({ required: true }),
  httpVersion: str({ default: "http2", oneOf: ["http1.1", "http2", "http3", "http2and3"] }),
  isIpv6Enabled: bool({ default: false }),
  orderedCacheBehaviors: list(obj({ ...behavior, pathPattern: str({ required: true, min: 1, max: 255 }) })),
  originGroups: set(
    obj({
      failoverCriteria: obj({ statusCodes: set(num(), { required: true }) }, { required: true }),
      members: list(obj({ originId: str({ required: true }) }), { required: true, min: 2, max: 2 }),
      originId: str({ required: true }),
    }),
    { key: "originId" },
  ),
  origins: set(origin, { required: true, min: 1, key: "originId" }),
  priceClass: str({
    default: "PriceClass_All",
    oneOf: ["PriceClass_All", "PriceClass_100", "PriceClass_200", "None"],
  }),
  restrictions: obj(
    {
      geoRestriction: obj(
        {
          locations: set(str({ pattern: /^[A-Z]{2}$/ })),
          restrictionType: str({ required: true, oneOf: ["none", "blacklist", "whitelist"] }),
        },
        { required: true },
      ),
    },
    { required: true },
  ),
  retainOnDelete: bool({ default: false }),
  staging: bool({ immutable: true, default: false }),
  viewerCertificate: obj(
    {
      acmCertificateArn: str(),
      cloudfrontDefaultCertificate: bool(),
      iamCertificateId: str(),
      minimumProtocolVersion: str({
        default: "TLSv1",
        oneOf: [
          "SSLv3",
          "TLSv1",
          "TLSv1_2016",
          "TLSv1.1_2016",
          "TLSv1.2_2018",
          "TLSv1.2_2019",
          "TLSv1.2_2021",
          "TLSv1.2_2025",
          "TLSv1.3_2025",
        ],
      }),
      sslSupportMethod: str({ oneOf: ["vip", "sni-only", "static-ip"] }),
    },
    { required: true },
  ),
  waitForDeployment: bool({ default: true }),
  webAclId: str(),
  ...TAGS,
};

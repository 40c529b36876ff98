import { readFileSync } from "node:fs";
import * as route53 from "@pulumi/aws/route53";
import { SecureOrigin } from "./components";
import { readSettings } from "./components/settings";

const settings = readSettings();
const zone = route53.getZoneOutput(settings.hostedZone);
const bootScript = readFileSync(settings.bootScript, "utf8");

const site = new SecureOrigin(settings.name, {
  ...settings.site,
  hostedZoneId: zone.zoneId,
  origin: { ...settings.origin, bootScript },
});

export const {
  url,
  domainName,
  distributionId,
  distributionArn,
  distributionDomainName,
  hostedZoneId,
  vpcOriginId,
  keyGroupId,
  activeKeyId,
  acceptedKeyIds,
  signingKeyArn,
  headerName,
  headerGeneration,
  headerFingerprints,
  albArn,
  albDnsName,
  albSecurityGroupId,
  targetGroupArns,
  appRoleArn,
  appConfigurationUri,
  issuer,
  userPoolId,
  accessRequestTopicArn,
  webAclArn,
  logGroupName,
  logBucketName,
  alarmTopicArns,
  sessionDocumentName,
} = site;

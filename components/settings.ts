import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import {
  ContentKind,
  type FilesBucketOriginArgs,
  PriceClass,
  type SecurePathArgs,
} from "./cloudfront/distributionArgs";
import { KeySource, KeyState, type SigningKeyArgs } from "./cloudfront/signingKeys";
import { WebAclAction, type WebAclLimitsArgs } from "./cloudfront/webAcl";
import { ArgumentError } from "./internal/argumentError";
import type { EveryArgument } from "./internal/everyArgument";
import { describeIssues, settingValues } from "./internal/settingValues";
import type { ShapeOf } from "./internal/shape";
import { APP_SETTINGS, appArgs, appChoiceProblems } from "./membersApp/appSettings";
import type { AlarmsArgs } from "./monitoring/monitoring";
import { Egress, NatGateways } from "./network/egress";
import type { ExistingVpcArgs } from "./network/existingVpc";
import { networkChoiceProblems, zoneProblems } from "./plan/settingProblems";
import {
  CloudFrontAdmission,
  type ExistingCertificatesArgs,
  type LogsArgs,
  type OriginDomainNamesArgs,
  type SecureOriginArgs,
} from "./secureOriginArgs";

/** A bucket of files that exists already. */
const FILES_BUCKET = z.strictObject({
  bucketName: z.string(),
  bucketArn: z.string().optional(),
  bucketDomainName: z.string(),
  accessControlId: z.string().optional(),
  writePolicy: z.boolean().optional(),
} satisfies ShapeOf<FilesBucketOriginArgs>);

/** The settings of a stack file in the project's namespace; SecureOriginArgs documents their meaning. */
const STACK_SETTINGS = z.strictObject({
  name: z.string().default("members"),
  domainName: z.string(),
  additionalDomainNames: z.array(z.string()).optional(),
  originDomainNames: z
    .strictObject({
      public: z.string().optional(),
      signed: z.string().optional(),
    } satisfies ShapeOf<OriginDomainNamesArgs>)
    .optional(),
  hostedZone: z.strictObject({ name: z.string() }),
  certificates: z
    .strictObject({
      edgeArn: z.string(),
      regionalArn: z.string(),
    } satisfies ShapeOf<ExistingCertificatesArgs>)
    .optional(),
  securePaths: z.array(
    z.strictObject({
      pattern: z.string(),
      content: z.enum(ContentKind),
      fromBucket: z.boolean().optional(),
    } satisfies ShapeOf<SecurePathArgs>),
  ),
  publicPaths: z.array(z.string()).optional(),
  publicBucketPaths: z.array(z.string()).optional(),
  signedBucket: FILES_BUCKET.optional(),
  publicBucket: FILES_BUCKET.optional(),
  forwardedHeaders: z.array(z.string()).optional(),
  loginPath: z.string().optional(),
  requestAccessPath: z.string().optional(),
  applicationUrl: z.string().optional(),
  signingKeys: z.array(
    z.strictObject({
      id: z.string(),
      state: z.enum(KeyState).optional(),
      source: z.enum(KeySource).optional(),
      publicKeyPem: z.string().optional(),
      arn: z.string().optional(),
      encryptionKeyArn: z.string().optional(),
    } satisfies ShapeOf<SigningKeyArgs>),
  ),
  headerName: z.string().optional(),
  headerGeneration: z.number().optional(),
  droppedHeaderGenerations: z.array(z.number()).optional(),
  admission: z.enum(CloudFrontAdmission).optional(),
  adminCidrs: z.array(z.string()).optional(),
  allowPublicAdminCidrs: z.boolean().optional(),
  cidrBlock: z.string().optional(),
  zones: z.number().optional(),
  egress: z.enum(Egress).optional(),
  natGateways: z.enum(NatGateways).optional(),
  flowLogDays: z.number().optional(),
  vpc: z
    .strictObject({ vpcId: z.string(), subnetIds: z.array(z.string()) } satisfies ShapeOf<ExistingVpcArgs>)
    .optional(),
  loadBalancerArn: z.string().optional(),
  loadBalancerSecurityGroupId: z.string().optional(),
  listenerPort: z.number().optional(),
  ...APP_SETTINGS,
  bootScript: z.string().optional(),
  publicPort: z.number().optional(),
  signedPort: z.number().optional(),
  instanceType: z.string().optional(),
  imageId: z.string().optional(),
  minInstances: z.number().optional(),
  maxInstances: z.number().optional(),
  priceClass: z.enum(PriceClass).optional(),
  ipv6: z.boolean().optional(),
  signaturesLockedToAddresses: z.boolean().optional(),
  allowedCountries: z.array(z.string()).optional(),
  blockedCountries: z.array(z.string()).optional(),
  webAclArn: z.string().optional(),
  logs: z
    .strictObject({
      groupDays: z.number().optional(),
      archiveDays: z.number().optional(),
    } satisfies ShapeOf<LogsArgs>)
    .optional(),
  webAcl: z
    .strictObject({
      action: z.enum(WebAclAction).optional(),
      requestsPerFiveMinutes: z.number().optional(),
      signInsPerFiveMinutes: z.number().optional(),
    } satisfies ShapeOf<WebAclLimitsArgs>)
    .optional(),
  alarms: z
    .strictObject({
      emails: z.array(z.string()).optional(),
      expectedCountries: z.array(z.string()).optional(),
      unexpectedCountryRequests: z.number().optional(),
      viewerGigabytesPerHour: z.number().optional(),
      signaturesPerFiveMinutes: z.number().optional(),
    } satisfies ShapeOf<AlarmsArgs>)
    .optional(),
  encryptionKey: z.boolean().optional(),
  encryptionKeyArn: z.string().optional(),
  encryptionKeyArnUsEast1: z.string().optional(),
  deletionProtection: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

/** Lists the names of all settings, in order. */
export function settingNames(): string[] {
  return Object.keys(STACK_SETTINGS.shape);
}

/** The settings of a stack: those of the program itself, and the arguments of its component. */
export interface Settings {
  /** Name of the site's component, with which the names of all resources begin. */
  name: string;
  /** The hosted zone of the site's records, by name. */
  hostedZone: { name: string };
  /** Path of the boot script, from the project's folder. */
  bootScript: string;
  /** Arguments of SecureOrigin, but for those that the program looks up. */
  site: Omit<SecureOriginArgs, "hostedZoneId" | "origin">;
  /** Arguments of the application and its instances, but for the text of the boot script. */
  origin: Omit<SecureOriginArgs["origin"], "bootScript">;
}

/**
 * Reads the settings of the current stack.
 *
 * @throws ArgumentError with one line for each wrong setting
 */
export function readSettings(): Settings {
  const file = `Pulumi.${pulumi.getStack()}.yaml`;
  return parseSettings(pulumi.getProject(), pulumi.runtime.allConfig(), file, encryptedKeys());
}

/** Lists the keys that are encrypted in the stack's file, which the language host passes on. */
function encryptedKeys(): string[] {
  return z.array(z.string()).parse(JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]"));
}

/**
 * Parses settings from the engine's configuration: keys with their namespace, values as text.
 *
 * @param namespace the project's name; keys of other namespaces are ignored
 * @param file the stack's file, which messages name
 * @param encrypted keys whose values are encrypted in that file
 */
export function parseSettings(
  namespace: string,
  config: { [key: string]: string },
  file: string,
  encrypted: readonly string[] = [],
): Settings {
  const subject = `Stack configuration ${namespace}`;
  const hidden = encrypted.filter((key) => key.startsWith(`${namespace}:`));
  if (hidden.length > 0) {
    throw new ArgumentError(subject, hidden.map(encryptedProblem));
  }
  const values = settingValues(namespace, config);
  if (Object.keys(values).length === 0) {
    const fix = "Restore the file, or write the settings that docs/reference/components.md lists";
    throw new ArgumentError(subject, [`${file} has no settings of this program, or is not there. ${fix}.`]);
  }
  const result = STACK_SETTINGS.safeParse(values);
  if (!result.success) {
    const source = { file, list: "docs/reference/components.md" };
    throw new ArgumentError(subject, describeIssues(STACK_SETTINGS, values, result.error.issues, source));
  }
  const settings = result.data;
  const problems = [
    ...zoneProblems(settings),
    ...networkChoiceProblems(settings),
    ...appChoiceProblems(settings),
  ];
  if (problems.length > 0) {
    throw new ArgumentError(subject, problems);
  }
  return arrange(settings);
}

/** Settings are in the state and in messages in plain text, so encryption would protect nothing. */
function encryptedProblem(key: string): string {
  const name = key.slice(key.indexOf(":") + 1);
  return `\`${name}\` is encrypted, but no setting is a secret. Set it without --secret: pulumi config set ${name} VALUE`;
}

type Flat = z.infer<typeof STACK_SETTINGS>;

/** Groups the flat settings: those of the program, the arguments of the site, and those of its origin. */
function arrange(settings: Flat): Settings {
  const { name, hostedZone, bootScript = "app/boot.sh" } = settings;
  return { name, hostedZone, bootScript, site: siteArgs(settings), origin: originArgs(settings) };
}

/** Takes the arguments of the site out of the settings; for those that are undefined there is no setting. */
function siteArgs(settings: Flat): EveryArgument<Settings["site"]> {
  const { vpc, cidrBlock, zones, egress, natGateways, flowLogDays } = settings;
  return {
    domainName: settings.domainName,
    additionalDomainNames: settings.additionalDomainNames,
    originDomainNames: settings.originDomainNames,
    certificates: settings.certificates,
    region: undefined,
    network: vpc === undefined ? { cidrBlock, zones, egress, natGateways, flowLogDays } : undefined,
    vpc,
    securePaths: settings.securePaths,
    publicPaths: settings.publicPaths,
    publicBucketPaths: settings.publicBucketPaths,
    signedBucket: settings.signedBucket,
    publicBucket: settings.publicBucket,
    additionalApplications: undefined,
    signingKeys: settings.signingKeys,
    headerName: settings.headerName,
    headerGeneration: settings.headerGeneration,
    droppedHeaderGenerations: settings.droppedHeaderGenerations,
    admission: settings.admission,
    adminCidrs: settings.adminCidrs,
    allowPublicAdminCidrs: settings.allowPublicAdminCidrs,
    forwardedHeaders: settings.forwardedHeaders,
    loginPath: settings.loginPath,
    requestAccessPath: settings.requestAccessPath,
    applicationUrl: settings.applicationUrl,
    priceClass: settings.priceClass,
    ipv6: settings.ipv6,
    signaturesLockedToAddresses: settings.signaturesLockedToAddresses,
    allowedCountries: settings.allowedCountries,
    blockedCountries: settings.blockedCountries,
    webAclArn: settings.webAclArn,
    logs: settings.logs,
    webAcl: settings.webAcl,
    alarms: settings.alarms,
    encryptionKey: settings.encryptionKey,
    encryptionKeyArn: settings.encryptionKeyArn,
    encryptionKeyArnUsEast1: settings.encryptionKeyArnUsEast1,
    deletionProtection: settings.deletionProtection,
    tags: settings.tags,
  };
}

function originArgs(settings: Flat): EveryArgument<Settings["origin"]> {
  return {
    app: appArgs(settings),
    environment: undefined,
    instances: undefined,
    tasks: undefined,
    loadBalancerArn: settings.loadBalancerArn,
    loadBalancerSecurityGroupId: settings.loadBalancerSecurityGroupId,
    listenerPort: settings.listenerPort,
    publicPort: settings.publicPort,
    signedPort: settings.signedPort,
    instanceType: settings.instanceType,
    imageId: settings.imageId,
    minInstances: settings.minInstances,
    maxInstances: settings.maxInstances,
  };
}

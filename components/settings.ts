import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { ContentKind, PriceClass } from "./cloudfront/distributionArgs";
import { KeySource, KeyState } from "./cloudfront/signingKeys";
import { WebAclAction } from "./cloudfront/webAcl";
import { ArgumentError } from "./internal/argumentError";
import { isInZone } from "./internal/names";
import { problem } from "./internal/problem";
import { describeIssues, settingValues } from "./internal/settingValues";
import { APP_SETTINGS, appChoiceProblems, takeAppSettings } from "./membersApp/appSettings";
import { Egress, NatGateways } from "./network/egress";
import { CloudFrontAdmission, type SecureOriginArgs } from "./secureOriginArgs";

/** What a stack file may set in the project's namespace. What a key means, SecureOriginArgs tells. */
const STACK_SETTINGS = z.strictObject({
  name: z.string().default("members"),
  domainName: z.string(),
  additionalDomainNames: z.array(z.string()).optional(),
  originDomainName: z.string().optional(),
  hostedZone: z.strictObject({ name: z.string() }),
  certificates: z.strictObject({ edgeArn: z.string(), regionalArn: z.string() }).optional(),
  securePaths: z.array(z.strictObject({ pattern: z.string(), content: z.enum(ContentKind) })),
  publicPaths: z.array(z.string()).optional(),
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
    }),
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
  vpc: z.strictObject({ vpcId: z.string(), subnetIds: z.array(z.string()) }).optional(),
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
  logs: z.strictObject({ groupDays: z.number().optional(), archiveDays: z.number().optional() }).optional(),
  webAcl: z
    .strictObject({
      action: z.enum(WebAclAction).optional(),
      requestsPerFiveMinutes: z.number().optional(),
      signInsPerFiveMinutes: z.number().optional(),
    })
    .optional(),
  alarms: z
    .strictObject({
      emails: z.array(z.string()).optional(),
      expectedCountries: z.array(z.string()).optional(),
      unexpectedCountryRequests: z.number().optional(),
      viewerGigabytesPerHour: z.number().optional(),
      signaturesPerFiveMinutes: z.number().optional(),
    })
    .optional(),
  deletionProtection: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

/** Names all settings that a stack file may have, in order. */
export function settingNames(): string[] {
  return Object.keys(STACK_SETTINGS.shape);
}

/** The settings of a stack: what the program needs itself, and the arguments of its one component. */
export interface Settings {
  /** Name of the site's component, which the names of all resources begin with. */
  name: string;
  /** The hosted zone that the site's records go into, by name. */
  hostedZone: { name: string };
  /** Path of the boot script, from the project's folder. */
  bootScript: string;
  /** Arguments of SecureOrigin, without what the program looks up. */
  site: Omit<SecureOriginArgs, "hostedZoneId" | "origin">;
  /** Arguments about the application and its instances, without the boot script's text. */
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

/** The keys of the configuration that are encrypted in the stack's file, as the language host tells them. */
function encryptedKeys(): string[] {
  return z.array(z.string()).parse(JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]"));
}

/**
 * Reads settings from the configuration as the engine hands it over: keys with their namespace, values as text.
 *
 * @param namespace the project's name; keys of other namespaces are not looked at
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

/** Settings end up in plain text in the state and in messages, so encryption would promise what does not hold. */
function encryptedProblem(key: string): string {
  const name = key.slice(key.indexOf(":") + 1);
  return `\`${name}\` is encrypted, but no setting is a secret. Set it without --secret: pulumi config set ${name} VALUE`;
}

type Flat = z.infer<typeof STACK_SETTINGS>;

function zoneProblems({
  domainName,
  additionalDomainNames = [],
  originDomainName,
  hostedZone,
}: Flat): string[] {
  const names: [string, string | undefined][] = [
    ["domainName", domainName],
    ...additionalDomainNames.map((name, index): [string, string] => [
      `additionalDomainNames[${index}]`,
      name,
    ]),
    ["originDomainName", originDomainName],
  ];
  const allowed = `a name in the hosted zone ${hostedZone.name}`;
  return names
    .filter(([, name]) => name !== undefined && !isInZone(name, hostedZone.name))
    .map(([what, name]) => problem(what, name, allowed, "correct the name, or hostedZone"));
}

function networkChoiceProblems({ vpc, cidrBlock, zones, egress, natGateways }: Flat): string[] {
  if (vpc === undefined) {
    return [];
  }
  const made = Object.entries({ cidrBlock, zones, egress, natGateways }).filter(
    ([, value]) => value !== undefined,
  );
  return made.map(([key, value]) =>
    problem(key, value, "nothing, beside vpc", "remove it: it shapes a network to be made"),
  );
}

/** Sorts the flat settings into what the program looks up and what it hands on. */
function arrange(settings: Flat): Settings {
  const { app, others } = takeAppSettings(settings);
  const {
    name,
    hostedZone,
    bootScript = "app/boot.sh",
    cidrBlock,
    zones,
    egress,
    natGateways,
    ...rest
  } = others;
  const { publicPort, signedPort, instanceType, imageId, minInstances, maxInstances, ...more } = rest;
  const { loadBalancerArn, loadBalancerSecurityGroupId, listenerPort, ...site } = more;
  const balancer = { loadBalancerArn, loadBalancerSecurityGroupId, listenerPort };
  const network = site.vpc === undefined ? { cidrBlock, zones, egress, natGateways } : undefined;
  const ports = { publicPort, signedPort };
  const origin = { ...balancer, ...ports, instanceType, imageId, minInstances, maxInstances, app };
  return { name, hostedZone, bootScript, site: { ...site, network }, origin };
}

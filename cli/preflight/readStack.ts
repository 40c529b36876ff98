/** Reads a stack's settings and resources from its configuration file, its state and the flags. */
import { parse } from "yaml";
import * as z from "zod";
import { type DeployedStack, deployedStack } from "../deployerPolicy/deployedStack";
import { resourcesOf } from "../explainStack/stackResources";
import { CommandError, UsageError } from "../report";
import { openStackFile, type StackFlags, stateIfReadable } from "../stack/stackFile";
import {
  missingSetting,
  ownResources,
  type Requirements,
  requirementsOf,
  type SiteSettings,
} from "./requirements";

/** `pulumi config set` writes numbers as text. */
const count = z.coerce.number().int().positive();

/** `pulumi config set` writes true and false as text, too. */
const flag = z.union([z.boolean(), z.stringbool()]);

const bucket = z.object({
  bucketName: z.string(),
  bucketDomainName: z.string(),
  writePolicy: flag.optional(),
});

/** The settings that the checks use, without their namespace; `pulumi preview` validates the rest. */
const CONFIGURATION = z.object({
  domainName: z.string().optional(),
  additionalDomainNames: z.array(z.string()).optional(),
  originDomainNames: z.object({ public: z.string().optional(), signed: z.string().optional() }).optional(),
  hostedZone: z.object({ name: z.string() }).optional(),
  instanceType: z.string().optional(),
  minInstances: count.optional(),
  maxInstances: count.optional(),
  zones: count.optional(),
  egress: z.string().optional(),
  natGateways: z.string().optional(),
  vpc: z.unknown().optional(),
  loadBalancerArn: z.string().optional(),
  encryptionKey: flag.optional(),
  signedBucket: bucket.optional(),
  publicBucket: bucket.optional(),
});

/** Reads the settings in the project's namespace, which is the one with a domain name. */
export function settingsIn(text: string, file: string): SiteSettings {
  try {
    const { config } = z.object({ config: z.record(z.string(), z.unknown()) }).parse(parse(text));
    const key = Object.keys(config).find((name) => name.endsWith(":domainName")) ?? "";
    const namespace = key.slice(0, key.indexOf(":") + 1);
    const own = Object.entries(config).filter(([name]) => namespace !== "" && name.startsWith(namespace));
    const { hostedZone, vpc, loadBalancerArn, ...settings } = CONFIGURATION.parse(
      Object.fromEntries(own.map(([name, value]) => [name.slice(namespace.length), value])),
    );
    const region = config["aws:region"];
    return {
      ...settings,
      region: typeof region === "string" ? region : undefined,
      zoneName: hostedZone?.name,
      existingNetwork: vpc !== undefined,
      existingLoadBalancer: loadBalancerArn !== undefined,
    };
  } catch (cause) {
    throw new CommandError(
      `${file} is not a valid stack configuration`,
      "run pulumi preview to see why",
      cause,
    );
  }
}

/** A stack as its file, the flags and its state describe it. */
export interface StackToCheck {
  readonly settings: SiteSettings;
  /** Its resources; undefined if no state can be read. */
  readonly deployed: DeployedStack | undefined;
  /** Returns its requirements in an account; it owns the resources in its state only in that state's account. */
  readonly requirementsIn: (account: string) => Requirements;
}

/** Drops the flags that are not set; the others override the file. */
const given = (flags: SiteSettings): SiteSettings =>
  Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));

const flagFor: Readonly<Record<string, string>> = {
  "aws:region": "--region",
  domainName: "--domain-name",
  hostedZone: "--hosted-zone",
};

/**
 * Reads a stack's settings and resources.
 *
 * @throws UsageError if neither the file nor the flags have a required setting
 */
export async function readStackToCheck(flags: StackFlags, ofFlags: SiteSettings): Promise<StackToCheck> {
  const file = await openStackFile(flags);
  const settings = {
    ...(file.text === undefined ? {} : settingsIn(file.text, file.shown)),
    ...given(ofFlags),
  };
  const missing = missingSetting(settings);
  if (missing !== undefined) {
    throw new UsageError(
      file.text === undefined
        ? `there is no file ${file.shown}`
        : `missing setting ${missing} in ${file.shown}`,
      `add the setting, or use ${flagFor[missing] ?? missing}`,
    );
  }
  const state = await stateIfReadable(flags);
  const resources = state === undefined ? [] : resourcesOf(state);
  const isDeployed = resources.some(({ type, props }) => type.startsWith("aws:") && "arn" in props);
  const deployed = isDeployed ? deployedStack(state) : undefined;
  return {
    settings,
    deployed,
    requirementsIn: (account) =>
      requirementsOf(settings, ownResources(deployed?.accountId === account ? resources : [])),
  };
}

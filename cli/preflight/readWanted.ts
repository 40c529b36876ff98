/** What a stack wants, from its configuration file, its state and the flags. */
import { parse } from "yaml";
import * as z from "zod";
import { type DeployedStack, deployedStack } from "../deployerPolicy/deployedStack";
import { resourcesOf } from "../explainStack/stackResources";
import { CommandError, UsageError } from "../report";
import { openStackFile, type StackFlags, stateIfReadable } from "../stack/stackFile";
import { missingSetting, ownResources, type SiteSettings, type Wanted, wantedBy } from "./wanted";

/** `pulumi config set` writes numbers as text. */
const count = z.coerce.number().int().positive();

/** What of the file matters here, without its namespace; the rest is `pulumi preview`'s to judge. */
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
});

/** Reads the settings of the namespace that has signing keys or a domain name: that of the project. */
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
      `${file} cannot be read as a stack's configuration`,
      "run pulumi preview, which says why",
      cause,
    );
  }
}

/** A stack as the file, the flags and the state describe it. */
export interface StackToCheck {
  readonly settings: SiteSettings;
  /** Its resources; undefined where no state tells. */
  readonly deployed: DeployedStack | undefined;
  /** What it wants of an account. Resources of the state are its own in the account of the state alone. */
  readonly wantedIn: (account: string) => Wanted;
}

/** Takes what is given: flags go before the file. */
const given = (flags: SiteSettings): SiteSettings =>
  Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));

const flagFor: Readonly<Record<string, string>> = {
  "aws:region": "--region",
  domainName: "--domain-name",
  hostedZone: "--hosted-zone",
};

/**
 * Reads what a stack wants.
 *
 * @throws UsageError for a stack whose file and flags leave something out
 */
export async function readStackToCheck(flags: StackFlags, ofFlags: SiteSettings): Promise<StackToCheck> {
  const file = await openStackFile(flags);
  const settings = {
    ...(file.text === undefined ? {} : settingsIn(file.text, file.shown)),
    ...given(ofFlags),
  };
  const lacking = missingSetting(settings);
  if (lacking !== undefined) {
    throw new UsageError(
      file.text === undefined ? `there is no ${file.shown}` : `${file.shown} has no ${lacking}`,
      `write the setting, or give ${flagFor[lacking] ?? lacking}`,
    );
  }
  const state = await stateIfReadable(flags);
  const resources = state === undefined ? [] : resourcesOf(state);
  const isDeployed = resources.some(({ type, props }) => type.startsWith("aws:") && "arn" in props);
  const deployed = isDeployed ? deployedStack(state) : undefined;
  return {
    settings,
    deployed,
    wantedIn: (account) => wantedBy(settings, ownResources(deployed?.accountId === account ? resources : [])),
  };
}

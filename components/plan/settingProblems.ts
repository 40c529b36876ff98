import { isInZone } from "../internal/names";
import { problem } from "../internal/problem";

/** The settings of a site's names. */
interface NameSettings {
  readonly domainName: string;
  readonly additionalDomainNames?: readonly string[] | undefined;
  readonly originDomainNames?:
    | { readonly public?: string | undefined; readonly signed?: string | undefined }
    | undefined;
  readonly hostedZone: { readonly name: string };
}

/** Validates that all names of a site are in its hosted zone. */
export function zoneProblems({
  domainName,
  additionalDomainNames = [],
  originDomainNames = {},
  hostedZone,
}: NameSettings): string[] {
  const names: [string, string | undefined][] = [
    ["domainName", domainName],
    ...additionalDomainNames.map((name, index): [string, string] => [
      `additionalDomainNames[${index}]`,
      name,
    ]),
    ["originDomainNames.public", originDomainNames.public],
    ["originDomainNames.signed", originDomainNames.signed],
  ];
  const allowed = `a name in the hosted zone ${hostedZone.name}`;
  return names
    .filter(([, name]) => name !== undefined && !isInZone(name, hostedZone.name))
    .map(([what, name]) => problem(what, name, allowed, "correct the name, or hostedZone"));
}

/** The settings of a site's network: an existing VPC, or one that is created. */
interface NetworkSettings {
  readonly vpc?: unknown;
  readonly cidrBlock?: unknown;
  readonly zones?: unknown;
  readonly egress?: unknown;
  readonly natGateways?: unknown;
  readonly flowLogDays?: unknown;
}

/** Validates that nothing is set for a network that is not created. */
export function networkChoiceProblems(settings: NetworkSettings): string[] {
  const { vpc, cidrBlock, zones, egress, natGateways, flowLogDays } = settings;
  if (vpc === undefined) {
    return [];
  }
  const made = Object.entries({ cidrBlock, zones, egress, natGateways, flowLogDays }).filter(
    ([, value]) => value !== undefined,
  );
  return made.map(([key, value]) =>
    problem(key, value, "nothing, beside vpc", "remove it: it is for a network that is created here"),
  );
}

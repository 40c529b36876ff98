import { hasOriginPort, hasPort } from "../../resources/network/ports";
import { cloudfrontPrefixLists } from "../../resources/network/prefixLists";
import type { Ingress } from "../../resources/network/securityGroupRules";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { internetShareOf } from "../../values/internetShare";
import {
  type IpVersion,
  overlap,
  parseRange,
  publicPart,
  type Range,
  subtract,
  versionOf,
} from "../../values/ranges";
import type { Network } from "./network";

/** The source of traffic, as the security groups of its target see it. */
export interface Sender {
  /** Whether it has a public address. */
  readonly isPublic: boolean;
  /** The version of its addresses; undefined if it may be either. */
  readonly version?: IpVersion | undefined;
  /** The public addresses that routes lead to; undefined if they may be any. */
  readonly internet?: readonly Range[] | undefined;
  /** Whether it sends from CloudFront's addresses, like the distributions of every account. */
  readonly isDistribution?: boolean | undefined;
  /** Its security groups: their URNs, or the ids of those that are not of this stack. */
  readonly groups: readonly string[];
  /** Whether it has, or may have, a security group that is unknown. */
  readonly hasUnknownGroup?: boolean;
  /** The VPCs that it may be in; undefined if they may be any. */
  readonly vpcs?: readonly string[] | undefined;
  /** The URN of what sends; AWS may create security groups for it, which are among its outputs. */
  readonly resource?: string;
  /** The ranges of its private addresses; undefined if they may be any. */
  readonly ranges: readonly Range[] | undefined;
  /** Whether it uses PrivateLink, which a network load balancer can exempt from its security groups. */
  readonly isPrivateLink?: boolean;
}

/** The argument by which a security group admits a source. */
export interface Admission {
  /** The security group, or the rule resource. */
  readonly urn: string;
  readonly argument: string;
}

/** A source that is neither CloudFront, nor private, nor an administrator's network. */
export interface UntrustedSource extends Admission {
  readonly field: Field<string>;
  /** A range, a prefix list of this stack with its URN, or a prefix list that this stack does not create. */
  readonly source: {
    readonly kind: "range" | "list" | "foreignList";
    readonly list?: string;
    readonly text?: string;
  };
}

/** The sources that are trusted besides CloudFront's own prefix lists. */
export interface TrustedSources {
  readonly admins: readonly Range[];
  readonly lists: readonly string[];
}

/**
 * Finds the argument by which a security group admits a sender.
 *
 * @param ports the ports at which its target listens; undefined if they may be any
 */
export function admission(
  model: StackModel,
  network: Network,
  group: string,
  sender: Sender,
  trusted: TrustedSources,
  ports: readonly number[] | undefined,
): Admission | undefined {
  for (const ingress of network.ingressOf(group)) {
    if (!hasPort(ingress.ports, ports)) {
      continue;
    }
    const named = ingress.groups.find((field) => admitsGroup(model, ingress.urn, field, sender));
    if (named !== undefined) {
      return { urn: ingress.urn, argument: named.path };
    }
    if (ingress.admitsItself && sender.groups.includes(group)) {
      return { urn: ingress.urn, argument: "self" };
    }
    const range =
      ingress.ranges.find((field) => admitsPrivate(field, sender)) ??
      ingress.prefixLists.find((field) => listAdmitsPrivate(model, ingress.urn, field, sender, trusted));
    if (range !== undefined) {
      return { urn: ingress.urn, argument: range.path };
    }
    const untrusted = sender.isPublic
      ? untrustedSources(model, ingress, trusted).find(({ field }) => mayComeFrom(field, sender))
      : undefined;
    if (untrusted !== undefined) {
      return untrusted;
    }
    const list =
      sender.isDistribution === true && hasOriginPort(ingress.ports)
        ? ingress.prefixLists.find((field) => isCloudfrontList(model, ingress.urn, field, sender, trusted))
        : undefined;
    if (list !== undefined) {
      return { urn: ingress.urn, argument: list.path };
    }
  }
  return undefined;
}

/** Returns whether a range holds public addresses of a sender. */
function mayComeFrom(field: Field<string>, { version, internet }: Sender): boolean {
  const text = known(field);
  const range = text === undefined ? undefined : parseRange(text);
  if (text === undefined || range === undefined) {
    return true;
  }
  const isOfVersion = version === undefined || versionOf(text) === version;
  return isOfVersion && (internet === undefined || internet.some((each) => overlap(each, range)));
}

/** A prefix list outside this stack, other than those of CloudFront, may hold any private address. */
function listAdmitsPrivate(
  model: StackModel,
  urn: string,
  field: Field<string>,
  sender: Sender,
  { lists }: TrustedSources,
): boolean {
  const link = model.links.to(urn, field, t.managedPrefixList);
  const isPrivate = sender.ranges === undefined || sender.ranges.length > 0;
  return link.state === "inside"
    ? link.urns.some((list) => rangesIn(model, list).some((each) => admitsPrivate(each, sender)))
    : isPrivate &&
        (link.state === "unknown" ||
          (link.state === "outside" &&
            !cloudfrontPrefixLists.has(link.value) &&
            !lists.includes(link.value)));
}

/** AWS's prefix list holds the IPv4 addresses from which CloudFront connects for every account. */
function isCloudfrontList(
  model: StackModel,
  urn: string,
  field: Field<string>,
  { version }: Sender,
  { lists }: TrustedSources,
): boolean {
  const link = model.links.to(urn, field, t.managedPrefixList);
  return (
    link.state === "outside" &&
    ((version !== 6 && cloudfrontPrefixLists.has(link.value)) || lists.includes(link.value))
  );
}

/** A security group that is unknown may be an unknown one of the sender, or one that AWS creates for it. */
function admitsGroup(model: StackModel, urn: string, field: Field<string>, sender: Sender): boolean {
  const link = model.links.to(urn, field, t.securityGroup, t.defaultSecurityGroup);
  if (link.state === "inside") {
    return link.urns.some((each) => sender.groups.includes(each));
  }
  const isItsOwn = sender.resource !== undefined && model.links.dependsOn(urn, field.path, sender.resource);
  const isNamed = link.state === "outside" && sender.groups.includes(link.value);
  const isForeign = sender.groups.some((each) => model.links.resource(each) === undefined);
  const mayBe = sender.hasUnknownGroup === true || (link.state === "unknown" && isForeign);
  return isItsOwn || isNamed || mayBe;
}

/** Lists the sources of an ingress rule that admit the internet. */
export function untrustedSources(
  model: StackModel,
  ingress: Ingress,
  trusted: TrustedSources,
): UntrustedSource[] {
  const { urn } = ingress;
  const ranges = ingress.ranges
    .filter((field) => isOpen(field, trusted.admins))
    .map((field): UntrustedSource => ({ urn, argument: field.path, field, source: { kind: "range" } }));
  const lists = ingress.prefixLists.flatMap((field) => untrustedInPrefixList(model, urn, field, trusted));
  return [...ranges, ...lists];
}

function untrustedInPrefixList(
  model: StackModel,
  urn: string,
  field: Field<string>,
  trusted: TrustedSources,
): UntrustedSource[] {
  const link = model.links.to(urn, field, t.managedPrefixList);
  const at = { urn, argument: field.path };
  if (link.state === "unknown") {
    return [{ ...at, field, source: { kind: "foreignList" } }];
  }
  if (link.state === "outside") {
    const isTrusted = cloudfrontPrefixLists.has(link.value) || trusted.lists.includes(link.value);
    const text = /^pl-[0-9a-f]{8,17}$/.test(link.value) ? { text: link.value } : {};
    return isTrusted ? [] : [{ ...at, field, source: { kind: "foreignList", ...text } }];
  }
  return urnsOf(link).flatMap((list) =>
    rangesIn(model, list)
      .filter((range) => isOpen(range, trusted.admins))
      .slice(0, 1)
      .map((range): UntrustedSource => ({ ...at, field: range, source: { kind: "list", list } })),
  );
}

function rangesIn(model: StackModel, list: string): Field<string>[] {
  const inline = model.prefixLists.filter(({ urn }) => urn === list).flatMap(({ ranges }) => ranges);
  const entries = model.prefixListEntries
    .filter(({ urn, list: of }) => urnsOf(model.links.to(urn, of, t.managedPrefixList)).includes(list))
    .map(({ range }) => range);
  return [...inline, ...entries];
}

function isOpen(field: Field<string>, admins: readonly Range[]): boolean {
  return (
    field.state === "unknown" || (field.state === "known" && internetShareOf(field.value, admins) !== "none")
  );
}

function admitsPrivate(field: Field<string>, { ranges, version }: Sender): boolean {
  if (field.state !== "known") {
    return field.state === "unknown";
  }
  const range = parseRange(field.value);
  if (range === undefined) {
    return true;
  }
  if (version !== undefined && versionOf(field.value) !== version) {
    return false;
  }
  return ranges === undefined
    ? subtract([range], publicPart([range])).length > 0
    : ranges.some((each) => overlap(each, range));
}

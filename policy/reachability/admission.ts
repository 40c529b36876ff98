import { cloudFrontLists } from "../resources/network/prefixLists";
import type { Ingress } from "../resources/network/securityGroupRules";
import { exposureOf } from "../resources/rangeExposure";
import { resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import type { Field } from "../values/field";
import { overlap, parseRange, publicPart, type Range } from "../values/ranges";
import type { Network } from "./network";

/** What a sender looks like to the security group of whatever it sends to. */
export interface Sender {
  /** It has an address of the internet. */
  readonly isPublic: boolean;
  /** Groups that it is in. */
  readonly groups: readonly string[];
  /** Where its private addresses lie; nothing if they may lie anywhere. */
  readonly ranges: readonly Range[] | undefined;
  /** It comes by PrivateLink, which a network load balancer can be told not to hold against its groups. */
  readonly isPrivateLink?: boolean;
}

/** A source that a security group admits. */
export interface Admission {
  /** The resource that admits it. */
  readonly urn: string;
  readonly argument: string;
}

/** A source of a rule that is neither CloudFront, nor private, nor declared. */
export interface Stranger extends Admission {
  readonly field: Field<string>;
  /** What it is: a range, a prefix list of this stack by its URN, or a prefix list of somebody else. */
  readonly source: {
    readonly kind: "range" | "list" | "foreignList";
    readonly list?: string;
    readonly text?: string;
  };
}

/** What counts as CloudFront and as administration. */
export interface Trusted {
  readonly admins: readonly Range[];
  readonly lists: readonly string[];
}

/** Finds the rule by which a group admits a sender. */
export function admission(
  model: StackModel,
  network: Network,
  group: string,
  sender: Sender,
  trusted: Trusted,
): Admission | undefined {
  for (const ingress of network.ingressOf(group)) {
    const named = ingress.groups.find((field) => {
      const admitted = urnsOf(model.links.to(ingress.urn, field, t.securityGroup, t.defaultSecurityGroup));
      return admitted.some((each) => sender.groups.includes(each));
    });
    if (named !== undefined) {
      return { urn: ingress.urn, argument: named.path };
    }
    if (ingress.admitsItself && sender.groups.includes(group)) {
      return { urn: ingress.urn, argument: "self" };
    }
    const near = ingress.ranges.find((field) => admitsPrivate(field, sender));
    if (near !== undefined) {
      return { urn: ingress.urn, argument: near.path };
    }
    const [stranger] = sender.isPublic ? strangers(model, ingress, trusted) : [];
    if (stranger !== undefined) {
      return stranger;
    }
  }
  return undefined;
}

/** The sources of a rule that the internet is among. */
export function strangers(model: StackModel, ingress: Ingress, trusted: Trusted): Stranger[] {
  const { urn } = ingress;
  const ranges = ingress.ranges
    .filter((field) => isOpen(field, trusted.admins))
    .map((field): Stranger => ({ urn, argument: field.path, field, source: { kind: "range" } }));
  const lists = ingress.prefixLists.flatMap((field) => listStrangers(model, urn, field, trusted));
  return [...ranges, ...lists];
}

function listStrangers(model: StackModel, urn: string, field: Field<string>, trusted: Trusted): Stranger[] {
  const link = model.links.to(urn, field, t.managedPrefixList);
  const at = { urn, argument: field.path };
  if (link.state === "unknown") {
    return [{ ...at, field, source: { kind: "foreignList" } }];
  }
  if (link.state === "outside") {
    const isTrusted = cloudFrontLists.has(link.value) || trusted.lists.includes(link.value);
    const text = /^pl-[0-9a-f]{8,17}$/.test(link.value) ? { text: link.value } : {};
    return isTrusted ? [] : [{ ...at, field, source: { kind: "foreignList", ...text } }];
  }
  return urnsOf(link).flatMap((list) =>
    rangesIn(model, list)
      .filter((range) => isOpen(range, trusted.admins))
      .slice(0, 1)
      .map((range): Stranger => ({ ...at, field: range, source: { kind: "list", list } })),
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
    field.state === "unknown" || (field.state === "known" && exposureOf(field.value, admins) !== "closed")
  );
}

function admitsPrivate(field: Field<string>, { ranges, groups, isPublic }: Sender): boolean {
  if (field.state !== "known") {
    return field.state === "unknown";
  }
  const range = parseRange(field.value);
  if (range === undefined) {
    return true;
  }
  if (ranges !== undefined) {
    return ranges.some((each) => overlap(each, range));
  }
  // A sender that is public and nothing else has no private address.
  const isElsewhere = isPublic && groups.length === 0;
  return !isElsewhere && publicPart([range]).length === 0;
}

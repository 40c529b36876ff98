import type { Distribution } from "../../resources/cloudfront/distributions";
import type { CustomHeader, Origin } from "../../resources/cloudfront/origins";
import { forwards, type HeaderCondition, type ListenerRule } from "../../resources/loadBalancing/listeners";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { connectionsOf } from "../ingressPaths";
import { originTargets } from "../originTargets";
import { secretSources } from "./secretSources";

/** An origin of a distribution on an application load balancer, with the headers that it sends. */
export interface SendingOrigin {
  readonly distribution: Distribution;
  readonly origin: Origin;
  readonly headers: readonly CustomHeader[];
  /** The tiers of the behaviors that use it, directly or through an origin group. */
  readonly tiers: ReadonlySet<"public" | "signed">;
  /**
   * The resources that the unknown header values depend on: of all origins of the distribution, since the engine records
   * dependencies for the whole list.
   */
  readonly sources: readonly string[];
}

/** A listener rule that forwards requests, with its conditions on headers. */
export interface ForwardingRule {
  readonly urn: string;
  readonly conditions: Field<readonly HeaderCondition[]>;
  readonly targetGroups: readonly string[];
  /** The resources that the unknown values of its conditions depend on. */
  readonly sources: readonly string[];
}

/**
 * An application load balancer behind CloudFront, directly or behind a network load balancer, whose listener rules check a
 * secret header.
 */
export interface HeaderCheckedBalancer {
  readonly urn: string;
  readonly origins: readonly SendingOrigin[];
  readonly rules: readonly ForwardingRule[];
}

const found = new WeakMap<StackModel, readonly HeaderCheckedBalancer[]>();

/** Returns the header-checked load balancers of a stack. */
export function headerCheckedBalancers(model: StackModel): readonly HeaderCheckedBalancer[] {
  let balancers = found.get(model);
  if (balancers === undefined) {
    const application = new Set(
      model.loadBalancers.filter(({ kind }) => kind === "application").map(({ urn }) => urn),
    );
    const { forwarding, origins: endpoints } = connectionsOf(model);
    const targets = new Map(originTargets(model).map(({ origin, target }) => [origin, urnsOf(target)]));
    const behind = (urn: string) =>
      [urn, ...forwarding.stepsFrom(urn).map(({ to }) => to)].filter((each) => application.has(each));
    const origins = new MultiMap<SendingOrigin>();
    const urns = new Set([...endpoints].flatMap(behind));
    for (const distribution of model.distributions) {
      for (const origin of originsOf(model, distribution)) {
        for (const balancer of new Set((targets.get(origin.origin) ?? []).flatMap(behind))) {
          origins.add(balancer, origin);
          urns.add(balancer);
        }
      }
    }
    const rules = new Map(model.listenerRules.map((rule) => [rule.urn, rule]));
    balancers = [...urns].map((urn) => ({
      urn,
      origins: origins.get(urn),
      rules: rulesOf(model, urn, rules),
    }));
    found.set(model, balancers);
  }
  return balancers;
}

/** Returns whether a condition accepts a header. Unknown values are compared by the resources that they depend on. */
export function accepts(
  rule: ForwardingRule,
  condition: HeaderCondition,
  origin: SendingOrigin,
  header: CustomHeader,
): boolean {
  if (!sameName(condition.name, header.name)) {
    return false;
  }
  const value = known(header.value)?.toLowerCase();
  return condition.values.some((field) => {
    const accepted = known(field)?.toLowerCase();
    return value !== undefined && accepted !== undefined
      ? value === accepted
      : value === accepted && rule.sources.some((source) => origin.sources.includes(source));
  });
}

/** Returns whether two header names are equal; ignores case. */
export function sameName(a: Field<string>, b: Field<string>): boolean {
  return a.state === "known" && b.state === "known" && a.value.toLowerCase() === b.value.toLowerCase();
}

function originsOf(model: StackModel, distribution: Distribution): SendingOrigin[] {
  const { urn, origins } = distribution;
  const sources = model.links.dependenciesOf(urn, "origins", secretSources);
  const tiersOf = tiersIn(distribution);
  return (known(origins) ?? [])
    .filter(({ kind }) => kind === "vpc" || kind === "custom")
    .map((origin) => ({
      distribution,
      origin,
      headers: known(origin.headers) ?? [],
      tiers: tiersOf(origin),
      sources,
    }));
}

type Tier = "public" | "signed";

/** Returns a function that lists the tiers of the behaviors that use an origin, directly or through an origin group. */
function tiersIn({ behaviors, originGroups }: Distribution): (origin: Origin) => Set<Tier> {
  // By name; what is unknown has one name.
  const tiers = new Map<string | undefined, Set<Tier>>();
  for (const { targetOrigin, signed } of behaviors) {
    const found = tiers.get(known(targetOrigin)) ?? new Set();
    tiers.set(known(targetOrigin), found.add(signed.state === "known" && signed.value ? "signed" : "public"));
  }
  const groups = new Map<string | undefined, (string | undefined)[]>();
  for (const { id, members } of originGroups) {
    for (const member of new Set(members.map(known))) {
      const found = groups.get(member) ?? [];
      groups.set(member, found);
      found.push(known(id));
    }
  }
  return ({ id }) => {
    const name = known(id);
    return new Set([name, ...(groups.get(name) ?? [])].flatMap((each) => [...(tiers.get(each) ?? [])]));
  };
}

function rulesOf(
  model: StackModel,
  balancer: string,
  rules: ReadonlyMap<string, ListenerRule>,
): ForwardingRule[] {
  const { forwarding } = connectionsOf(model);
  const urns = new Set(
    forwarding.listeners.get(balancer).flatMap((listener) => forwarding.rules.get(listener)),
  );
  return [...urns]
    .flatMap((urn) => rules.get(urn) ?? [])
    .filter(({ actions }) => actions.state !== "known" || actions.value.some(forwards))
    .map(({ urn, headers }) => ({
      urn,
      conditions: headers,
      targetGroups: forwarding.targetGroups.get(urn).map(({ to }) => to),
      sources: model.links.dependenciesOf(urn, "conditions", secretSources),
    }));
}

import type { Distribution } from "../resources/cloudfront/distributions";
import type { CustomHeader, Origin } from "../resources/cloudfront/origins";
import { forwards, type HeaderCondition, type ListenerRule } from "../resources/loadBalancing/listeners";
import { type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import type { RandomValue } from "../resources/storage/secrets";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { type Field, known } from "../values/field";
import { MultiMap } from "../values/multiMap";
import { connectionsOf } from "./ingressPaths";

/** What a secret header's value can be made from. */
const secretSources: readonly ResourceType[] = [
  t.randomBytes,
  t.randomId,
  t.randomPassword,
  t.randomString,
  t.secret,
  t.secretVersion,
  t.parameter,
];

/** An origin that leads to a load balancer which can check a header. */
export interface GateOrigin {
  readonly distribution: Distribution;
  readonly origin: Origin;
  readonly headers: readonly CustomHeader[];
  /** Tiers whose behaviors use it, directly or by a group. */
  readonly tiers: ReadonlySet<"public" | "signed">;
  /**
   * What the unknown values among the headers of all origins of the distribution were made from: the engine tells it
   * for the list as a whole.
   */
  readonly sources: readonly string[];
}

/** A rule that forwards what carries a header. */
export interface GateRule {
  readonly urn: string;
  readonly conditions: Field<readonly HeaderCondition[]>;
  readonly targetGroups: readonly string[];
  /** What the unknown values among its conditions were made from. */
  readonly sources: readonly string[];
}

/** A load balancer that tells by a header whether a request came through CloudFront, and from which tier. */
export interface Gate {
  readonly balancer: string;
  readonly origins: readonly GateOrigin[];
  readonly rules: readonly GateRule[];
}

const found = new WeakMap<StackModel, readonly Gate[]>();

/** Finds every gate of a stack. */
export function gatesOf(model: StackModel): readonly Gate[] {
  let gates = found.get(model);
  if (gates === undefined) {
    const application = new Set(
      model.loadBalancers.filter(({ kind }) => kind === "application").map(({ urn }) => urn),
    );
    const byVpcOrigin = new Map(
      model.vpcOrigins.map(({ urn, endpoint }) => [
        urn,
        urnsOf(model.links.to(urn, endpoint, t.loadBalancer)),
      ]),
    );
    const origins = new MultiMap<GateOrigin>();
    for (const distribution of model.distributions) {
      for (const origin of originsOf(model, distribution)) {
        const ways = urnsOf(model.links.to(distribution.urn, origin.origin.vpcOrigin, t.vpcOrigin));
        for (const balancer of ways.flatMap((each) => byVpcOrigin.get(each) ?? [])) {
          origins.add(balancer, origin);
        }
      }
    }
    const rules = new Map(model.listenerRules.map((rule) => [rule.urn, rule]));
    gates = [...connectionsOf(model).called]
      .filter((urn) => application.has(urn))
      .map((balancer) => ({
        balancer,
        origins: origins.get(balancer),
        rules: rulesOf(model, balancer, rules),
      }));
    found.set(model, gates);
  }
  return gates;
}

/** The values of a field that AWS may give later are compared by what they are made from, the others as they are. */
export function accepts(
  rule: GateRule,
  condition: HeaderCondition,
  origin: GateOrigin,
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

/** The random values among some resources, by their URNs. */
export function randomAmong(model: StackModel, sources: readonly string[]): RandomValue[] {
  let byUrn = random.get(model);
  if (byUrn === undefined) {
    byUrn = new Map(model.randomValues.map((value) => [value.urn, value]));
    random.set(model, byUrn);
  }
  const all = byUrn;
  return sources.flatMap((urn) => all.get(urn) ?? []);
}

const random = new WeakMap<StackModel, ReadonlyMap<string, RandomValue>>();

/** Header names are the same whatever their case. */
export function sameName(a: Field<string>, b: Field<string>): boolean {
  return a.state === "known" && b.state === "known" && a.value.toLowerCase() === b.value.toLowerCase();
}

function originsOf(model: StackModel, distribution: Distribution): GateOrigin[] {
  const { urn, origins } = distribution;
  const sources = model.links.needs(urn, "origins", secretSources);
  return (known(origins) ?? [])
    .filter(({ kind }) => kind === "vpc")
    .map((origin) => ({
      distribution,
      origin,
      headers: known(origin.headers) ?? [],
      tiers: tiersOf(distribution, origin),
      sources,
    }));
}

function tiersOf({ behaviors, originGroups }: Distribution, { id }: Origin): Set<"public" | "signed"> {
  const name = known(id);
  const groups = originGroups
    .filter(({ members }) => members.some((member) => known(member) === name))
    .map((group) => known(group.id));
  const using = behaviors.filter(({ targetOrigin }) => [name, ...groups].includes(known(targetOrigin)));
  return new Set(using.map(({ signed }) => (signed.state === "known" && signed.value ? "signed" : "public")));
}

function rulesOf(model: StackModel, balancer: string, rules: ReadonlyMap<string, ListenerRule>): GateRule[] {
  const { delivery } = connectionsOf(model);
  const urns = new Set(delivery.listeners.get(balancer).flatMap((listener) => delivery.rules.get(listener)));
  return [...urns]
    .flatMap((urn) => rules.get(urn) ?? [])
    .filter(({ actions }) => actions.state !== "known" || actions.value.some(forwards))
    .map(({ urn, headers }) => ({
      urn,
      conditions: headers,
      targetGroups: delivery.targetGroups.get(urn).map(({ to }) => to),
      sources: model.links.needs(urn, "conditions", secretSources),
    }));
}

import type { RandomValue } from "../resources/access/randomValues";
import type { Distribution } from "../resources/cloudfront/distributions";
import type { CustomHeader, Origin } from "../resources/cloudfront/origins";
import { forwards, type HeaderCondition, type ListenerRule } from "../resources/loadBalancing/listeners";
import { type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { type Field, known } from "../values/field";
import { MultiMap } from "../values/multiMap";
import { connectionsOf } from "./ingressPaths";
import { originTargets } from "./originTargets";

/** The types of resources that the value of a secret header can come from. */
const secretSources: readonly ResourceType[] = [
  t.randomBytes,
  t.randomId,
  t.randomPassword,
  t.randomString,
  t.secret,
  t.secretVersion,
  t.parameter,
];

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

/** An application load balancer behind CloudFront, whose listener rules check a secret header. */
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
    const origins = new MultiMap<SendingOrigin>();
    const byUrn = new Map(model.distributions.map((distribution) => [distribution.urn, distribution]));
    for (const { distribution: urn, origin, target } of originTargets(model)) {
      const distribution = byUrn.get(urn);
      const balanced = urnsOf(target).filter((each) => application.has(each));
      if (distribution !== undefined && balanced.length > 0) {
        const sending = sendingOrigin(model, distribution, origin);
        for (const balancer of balanced) {
          origins.add(balancer, sending);
        }
      }
    }
    const rules = new Map(model.listenerRules.map((rule) => [rule.urn, rule]));
    balancers = [...connectionsOf(model).origins]
      .filter((urn) => application.has(urn))
      .map((urn) => ({
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

/** Returns the random values among resources, given by their URNs. */
export function randomAmong(model: StackModel, sources: readonly string[]): RandomValue[] {
  let byUrn = randomValues.get(model);
  if (byUrn === undefined) {
    byUrn = new Map(model.randomValues.map((value) => [value.urn, value]));
    randomValues.set(model, byUrn);
  }
  const all = byUrn;
  return sources.flatMap((urn) => all.get(urn) ?? []);
}

const randomValues = new WeakMap<StackModel, ReadonlyMap<string, RandomValue>>();

/** Returns whether two header names are equal; ignores case. */
export function sameName(a: Field<string>, b: Field<string>): boolean {
  return a.state === "known" && b.state === "known" && a.value.toLowerCase() === b.value.toLowerCase();
}

function sendingOrigin(model: StackModel, distribution: Distribution, origin: Origin): SendingOrigin {
  return {
    distribution,
    origin,
    headers: known(origin.headers) ?? [],
    tiers: tiersOf(distribution, origin),
    sources: model.links.dependenciesOf(distribution.urn, "origins", secretSources),
  };
}

function tiersOf({ behaviors, originGroups }: Distribution, { id }: Origin): Set<"public" | "signed"> {
  const name = known(id);
  const groups = originGroups
    .filter(({ members }) => members.some((member) => known(member) === name))
    .map((group) => known(group.id));
  const using = behaviors.filter(({ targetOrigin }) => [name, ...groups].includes(known(targetOrigin)));
  return new Set(using.map(({ signed }) => (signed.state === "known" && signed.value ? "signed" : "public")));
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

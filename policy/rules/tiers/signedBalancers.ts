import type { OptionName, Options } from "../../options/options";
import { findGaps } from "../../reachability/coverage";
import { hostsOf } from "../../reachability/hosts";
import { connectionsOf } from "../../reachability/ingressPaths";
import { originTargets } from "../../reachability/originTargets";
import { perModel } from "../../reachability/perModel";
import type { Behavior, Distribution } from "../../resources/cloudfront/distributions";
import type { Listener } from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { type Link, urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { matchesName } from "../../values/namePatterns";
import { checkedSecurePaths } from "../signing/checkedPaths";

/** The options that decide which load balancers must check a secret header. */
export const signedBalancerOptions = [
  "protect",
  "protectedOrigins",
  "securePaths",
  "publicPaths",
  "ignoreDeclaredPaths",
] as const satisfies readonly OptionName[];

/** The options that decide which load balancers must check a secret header. */
export type SignedBalancerOptions = Pick<Options, (typeof signedBalancerOptions)[number]>;

const ofModel = perModel<SignedBalancers>();

/** Returns the load balancers of a stack that must check a secret header. */
export function signedBalancersOf(model: StackModel, options: SignedBalancerOptions): SignedBalancers {
  const key = signedBalancerOptions.map((name) => options[name]);
  return ofModel(model, key, () => new SignedBalancers(model, options));
}

/**
 * The load balancers at which signed requests arrive, or requests for a secure path. In front of public content alone a
 * header separates nothing. With `protect: "all"`, and for those that `protectedOrigins` names and no distribution of this
 * stack reaches, the header is required as well.
 */
export class SignedBalancers {
  private readonly found = new Set<string>();
  /** Whether every load balancer counts: by option, or because what a signed behavior reaches is not known. */
  private readonly isEvery: boolean;
  private listeners: ReadonlyMap<string, Listener> | undefined;

  constructor(
    private readonly model: StackModel,
    options: SignedBalancerOptions,
  ) {
    const links = options.protect === "all" ? [] : this.signedTargets(options);
    this.isEvery = options.protect === "all" || links.some(({ state }) => state === "unknown");
    for (const link of links) {
      this.add(link);
    }
    const { reached } = connectionsOf(model);
    for (const { urn } of options.protectedOrigins.length === 0 ? [] : model.loadBalancers) {
      if (!reached.has(urn) && options.protectedOrigins.some((pattern) => matchesName(pattern, urn))) {
        this.found.add(urn);
      }
    }
  }

  /** Returns whether a load balancer, by its URN or ARN, must check a secret header. */
  has(balancer: string): boolean {
    return this.isEvery || this.found.has(balancer);
  }

  /** Returns whether the load balancer of a listener must check a secret header; one that cannot be known may have to. */
  hasListener(urn: string, loadBalancer: Field<string>): boolean {
    const link = this.model.links.to(urn, loadBalancer, t.loadBalancer);
    return this.isEvery || (link.state === "outside" ? this.found.has(link.value) : this.mayHave(link));
  }

  /** Returns whether the listener of a rule must check a secret header; one that cannot be known may have to. */
  hasRule(urn: string, listener: Field<string>): boolean {
    const link = this.model.links.to(urn, listener, t.listener);
    this.listeners ??= new Map(this.model.listeners.map((each) => [each.urn, each]));
    const listeners = urnsOf(link).flatMap((each) => this.listeners?.get(each) ?? []);
    return (
      this.isEvery ||
      (listeners.length === 0
        ? this.found.size > 0
        : listeners.some((each) => this.hasListener(each.urn, each.loadBalancer)))
    );
  }

  private mayHave(link: Link): boolean {
    return link.state === "inside" ? link.urns.some((each) => this.found.has(each)) : this.found.size > 0;
  }

  private add(link: Link): void {
    const { forwarding } = connectionsOf(this.model);
    for (const each of link.state === "outside" ? [link.value] : urnsOf(link)) {
      this.found.add(each);
      for (const { to } of forwarding.stepsFrom(each)) {
        this.found.add(to);
      }
    }
  }

  private signedTargets(options: SignedBalancerOptions): Link[] {
    const targets = new Map(originTargets(this.model).map(({ origin, target }) => [origin, target]));
    return this.model.distributions.flatMap((distribution) => {
      const signed = this.signedBehaviors(distribution, options);
      const { origins, urn } = distribution;
      if (origins.state === "unknown") {
        return signed.length === 0 ? [] : [hostsOf(this.model).to(urn, origins)];
      }
      return (known(origins) ?? [])
        .filter(({ kind, id }) => kind !== "bucket" && signed.some((each) => uses(distribution, each, id)))
        .flatMap((origin) => targets.get(origin) ?? []);
    });
  }

  /** Returns the behaviors that require a signature, or may, and those that serve a secure path without one. */
  private signedBehaviors(distribution: Distribution, options: SignedBalancerOptions): Behavior[] {
    const { urn, behaviors, hasServerOrigin } = distribution;
    const declared = options.ignoreDeclaredPaths ? [] : (this.model.declaredFor(urn) ?? []);
    const paths = hasServerOrigin ? checkedSecurePaths(declared, options) : [];
    const gaps = paths.flatMap(({ pattern, exceptions }) => findGaps(pattern, behaviors, exceptions));
    const mayBeSigned = behaviors.filter(
      ({ signed }) => signed.state === "unknown" || (signed.state === "known" && signed.value),
    );
    return [...mayBeSigned, ...gaps.map(({ behavior }) => behavior)];
  }
}

/**
 * Returns whether a behavior uses an origin, or may, directly or as a member of an origin group. A name that is unknown in
 * preview is one of those that are unknown in the list of origins, too, or any if there is none.
 */
function uses(
  { origins, originGroups }: Distribution,
  { targetOrigin }: Behavior,
  id: Field<string>,
): boolean {
  const ids = (known(origins) ?? []).map((origin) => known(origin.id));
  const target = known(targetOrigin);
  const groups = originGroups.filter((group) => known(group.id) === target);
  const members = groups.flatMap((group) => group.members.map(known));
  const names = target !== undefined && groups.length > 0 ? members : [target, ...members];
  const isAny = names.includes(undefined) && !ids.includes(undefined);
  const own = known(id);
  return isAny || names.some((name) => name === own || (own === undefined && !ids.includes(name)));
}

import { type Action, forwards } from "../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import type { Field } from "../values/field";
import { MultiMap } from "../values/multiMap";

/** A resource on an ingress path, and its argument that leads to the next one. */
export interface Hop {
  readonly urn: string;
  readonly argument: string;
}

/** The next target on an ingress path, and the resources in between. */
export interface Step {
  readonly through: readonly Hop[];
  readonly to: string;
}

const targetTypes = [
  t.loadBalancer,
  t.instance,
  t.spotInstanceRequest,
  t.autoScalingGroup,
  t.networkInterface,
  t.function,
] as const;

/** Where load balancers forward requests: listeners, rules, target groups and targets. */
export class Forwarding {
  /** Listeners by load balancer. */
  readonly listeners = new MultiMap<string>();
  /** Rules by listener. */
  readonly rules = new MultiMap<string>();
  /** Target groups by listener or rule. */
  readonly targetGroups = new MultiMap<Step>();
  private readonly targets = new MultiMap<Step>();

  constructor(private readonly model: StackModel) {
    const { links } = model;
    for (const { urn, loadBalancer, actions } of model.listeners) {
      const link = links.to(urn, loadBalancer, t.loadBalancer);
      // A load balancer that is not of this stack goes by its ARN.
      for (const balancer of link.state === "outside" ? [link.value] : urnsOf(link)) {
        this.listeners.add(balancer, urn);
      }
      this.forward(urn, actions);
    }
    for (const { urn, listener, actions } of model.listenerRules) {
      for (const each of urnsOf(links.to(urn, listener, t.listener))) {
        this.rules.add(each, urn);
      }
      this.forward(urn, actions);
    }
    for (const { urn, from, to } of model.attachments) {
      this.attach(urn, from, to);
    }
    for (const { urn, targetGroups, loadBalancers } of model.autoScalingGroups) {
      for (const field of [...targetGroups, ...loadBalancers]) {
        for (const source of urnsOf(links.to(urn, field, t.targetGroup, t.classicLoadBalancer))) {
          this.targets.add(source, { through: [{ urn, argument: field.path }], to: urn });
        }
      }
    }
    for (const { urn, targetGroups } of model.services) {
      for (const field of targetGroups) {
        for (const source of urnsOf(links.to(urn, field, t.targetGroup))) {
          this.targets.add(source, { through: [{ urn, argument: field.path }], to: urn });
        }
      }
    }
    for (const { urn, instances } of model.loadBalancers) {
      for (const field of instances) {
        for (const to of urnsOf(links.to(urn, field, t.instance))) {
          this.targets.add(urn, { through: [{ urn, argument: field.path }], to });
        }
      }
    }
  }

  /** Returns the steps from a load balancer to its targets. */
  stepsFrom(balancer: string): Step[] {
    const forwarding = this.listeners
      .get(balancer)
      .flatMap((listener) => [
        ...this.targetsBehind(listener, []),
        ...this.rules
          .get(listener)
          .flatMap((rule) => this.targetsBehind(rule, [{ urn: listener, argument: "loadBalancerArn" }])),
      ]);
    return [...forwarding, ...this.targets.get(balancer)];
  }

  /** Returns the steps from a target group to its targets. */
  targetsOf(targetGroup: string): readonly Step[] {
    return this.targets.get(targetGroup);
  }

  private targetsBehind(urn: string, before: readonly Hop[]): Step[] {
    return this.targetGroups.get(urn).flatMap((step) =>
      this.targets.get(step.to).map((target) => ({
        through: [...before, ...step.through, { urn: step.to, argument: "targetType" }, ...target.through],
        to: target.to,
      })),
    );
  }

  private forward(urn: string, actions: Field<readonly Action[]>): void {
    if (actions.state !== "known") {
      return;
    }
    for (const field of actions.value.filter(forwards).flatMap(({ targetGroups }) => targetGroups)) {
      for (const to of urnsOf(this.model.links.to(urn, field, t.targetGroup))) {
        this.targetGroups.add(urn, { through: [{ urn, argument: field.path }], to });
      }
    }
  }

  private attach(urn: string, from: Field<string>, to: Field<string>): void {
    const { links } = this.model;
    const step = { through: [{ urn, argument: to.path }] };
    for (const source of urnsOf(links.to(urn, from, t.targetGroup, t.classicLoadBalancer))) {
      for (const target of urnsOf(links.to(urn, to, ...targetTypes))) {
        this.targets.add(source, { ...step, to: target });
      }
    }
  }
}

import type { Service } from "../resources/compute/services";
import type { Attachment } from "../resources/loadBalancing/attachments";
import { type Action, forwards } from "../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../resources/resourceTypes";
import { type Link, urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import type { Field } from "../values/field";
import { MultiMap } from "../values/multiMap";
import type { Range } from "../values/ranges";
import { addressesOf, anywhere } from "./endpoints/unresolvedTargets";
import { serviceHosts } from "./network/serviceHosts";

/** A resource on an ingress path, and its argument that leads to the next one. */
export interface Hop {
  readonly urn: string;
  readonly argument: string;
}

/** The next target on an ingress path, and the resources in between. */
export interface Step {
  readonly through: readonly Hop[];
  readonly to: string;
  /** The target's port, if its registration sets one. */
  readonly port?: Field<number>;
  /** Whether the target only runs what is registered, as an Auto Scaling group runs the tasks of a service. */
  readonly isHost?: boolean;
}

/** A target that is registered by an address which no resource of this stack has. */
export interface AddressTarget {
  readonly address: string;
  readonly port: Field<number>;
}

/** Something that a load balancer forwards to, which may be any resource with these addresses. */
export interface UnresolvedTarget {
  readonly through: readonly Hop[];
  readonly within: readonly Range[];
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
  /** Targets outside this stack, by target group. */
  readonly addresses = new MultiMap<AddressTarget>();
  /** What cannot be resolved, by load balancer, listener, rule or target group. */
  private readonly unresolved = new MultiMap<UnresolvedTarget>();
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
    for (const attachment of model.attachments) {
      this.attach(attachment);
    }
    for (const { urn, targetGroups, loadBalancers } of model.autoScalingGroups) {
      for (const field of [...targetGroups, ...loadBalancers]) {
        for (const source of urnsOf(links.to(urn, field, t.targetGroup, t.classicLoadBalancer))) {
          this.targets.add(source, { through: [{ urn, argument: field.path }], to: urn });
        }
      }
    }
    const hosts = serviceHosts(model);
    for (const service of model.services) {
      this.register(service, hosts.get(service.urn));
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

  /** Returns the targets of a load balancer that cannot be resolved. */
  unresolvedFrom(balancer: string): UnresolvedTarget[] {
    const own = this.unresolved.get(balancer);
    const behind = this.listeners
      .get(balancer)
      .flatMap((listener) => [
        ...this.unresolvedBehind(listener, []),
        ...this.rules
          .get(listener)
          .flatMap((rule) => this.unresolvedBehind(rule, [{ urn: listener, argument: "loadBalancerArn" }])),
      ]);
    return [...own, ...behind];
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
        ...(target.port && { port: target.port }),
      })),
    );
  }

  private unresolvedBehind(urn: string, before: readonly Hop[]): UnresolvedTarget[] {
    const behind = this.targetGroups.get(urn).flatMap((step) =>
      this.unresolved.get(step.to).map((target) => ({
        ...target,
        through: [...step.through, { urn: step.to, argument: "targetType" }, ...target.through],
      })),
    );
    return [...this.unresolved.get(urn), ...behind].map((target) => ({
      ...target,
      through: [...before, ...target.through],
    }));
  }

  /** A target group that cannot be resolved may have any target; an unknown action may forward. */
  private forward(urn: string, actions: Field<readonly Action[]>): void {
    if (actions.state === "absent") {
      return;
    }
    const fields: readonly Field<string>[] =
      actions.state === "unknown"
        ? [actions]
        : actions.value.filter(forwards).flatMap(({ targetGroups }) => targetGroups);
    for (const field of fields) {
      const through = [{ urn, argument: field.path }];
      const link = this.model.links.to(urn, field, t.targetGroup);
      for (const to of urnsOf(link)) {
        this.targetGroups.add(urn, { through, to });
      }
      if (link.state === "outside" || link.state === "unknown") {
        this.unresolved.add(urn, { through, within: anywhere });
      }
    }
  }

  private attach({ urn, from, to, port }: Attachment): void {
    const { links } = this.model;
    const target = links.to(urn, to, ...targetTypes);
    for (const source of urnsOf(links.to(urn, from, t.targetGroup, t.classicLoadBalancer))) {
      for (const each of urnsOf(target)) {
        this.targets.add(source, { through: [{ urn, argument: to.path }], to: each, port });
      }
      if (target.state === "outside") {
        this.addresses.add(source, { address: target.value, port });
      }
      const within = target.state === "unknown" ? anywhere : addressIn(target);
      if (within !== undefined) {
        this.unresolved.add(source, { through: [{ urn, argument: to.path }], within });
      }
    }
  }

  /**
   * Registers the targets of a service; those of a task set are its service's. In preview the engine knows only that all of its
   * registrations together depend on some target groups. As many of them as registrations mean that each has its own; which
   * one, is not known.
   */
  private register({ urn, registrations, ofService }: Service, hosts: readonly string[]): void {
    const servers = [urn, ...urnsOf(this.model.links.to(urn, ofService, t.ecsService))];
    const sources = registrations.map(({ with: field }) =>
      urnsOf(this.model.links.to(urn, field, t.targetGroup, t.classicLoadBalancer)),
    );
    registrations.forEach(({ with: field, port }, i) => {
      const all = sources[i] ?? [];
      const own = all.length > 1 && all.length === registrations.length ? all.slice(i, i + 1) : all;
      for (const source of own) {
        for (const to of servers) {
          this.targets.add(source, { through: [{ urn, argument: field.path }], to, port });
        }
        for (const to of hosts) {
          this.targets.add(source, { through: [{ urn, argument: field.path }], to, isHost: true });
        }
      }
    });
  }
}

function addressIn(link: Link): readonly Range[] | undefined {
  return link.state === "outside" ? addressesOf(link.value) : undefined;
}

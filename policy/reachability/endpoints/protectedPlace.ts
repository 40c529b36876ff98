import { textsIn } from "../../resources/classification/placement";
import type { Placement } from "../../resources/network/placement";
import type { RawResource } from "../../resources/rawResource";
import { type ResourceType, resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { connectionsOf } from "../ingressPaths";

/** What a protected resource is placed in, runs as, or is made from. */
const placeTypes = [
  t.defaultSecurityGroup,
  t.defaultSubnet,
  t.defaultVpc,
  t.eip,
  t.instanceProfile,
  t.launchConfiguration,
  t.launchTemplate,
  t.networkInterface,
  t.role,
  t.securityGroup,
  t.subnet,
  t.targetGroup,
  t.vpc,
] as const;

/** What code can open to the internet by its name: servers, and what stands in front of them. */
const openableTypes = [
  t.classicLoadBalancer,
  t.defaultSecurityGroup,
  t.eip,
  t.instance,
  t.listener,
  t.listenerRule,
  t.loadBalancer,
  t.networkInterface,
  t.securityGroup,
  t.targetGroup,
  t.vpcOrigin,
] as const;

/** Arguments of commands that tell where a command runs, and when; it does not know them. */
const besideCommands = ["connection", "triggers"];

/** The protected resources of a stack, and what belongs to them: subnets, security groups, VPC, listeners, roles … */
export class ProtectedPlace {
  private readonly own: ReadonlySet<string>;
  private readonly belonging = new Set<string>();
  /** The ids of subnets and security groups that are not of this stack. */
  private readonly foreign = new Set<string>();
  private hasUnknown = false;

  constructor(
    private readonly model: StackModel,
    isProtected: (urn: string) => boolean,
  ) {
    const { loadBalancers, servers, autoScalingGroups, services, functions } = model;
    const buckets = model.resources.filter(({ urn }) => model.links.isOf(urn, [t.bucket]));
    const all = [...loadBalancers, ...servers, ...autoScalingGroups, ...services, ...functions, ...buckets];
    this.own = new Set(all.map(({ urn }) => urn).filter(isProtected));
    for (const urn of this.own) {
      this.add(urn);
      this.addForeign(urn);
    }
    this.addFrontends();
  }

  /** Whether the stack has anything protected. */
  get exists(): boolean {
    return this.own.size > 0;
  }

  /** Returns the URN of a protected resource, or of what belongs to one, that a resource refers to. */
  referredToBy(resource: RawResource): string | undefined {
    return this.namedBy(resource, []);
  }

  /** Returns the URN of what code could open, of all that is protected or belongs to it, among the arguments of a resource. */
  openedBy(resource: RawResource): string | undefined {
    const unused = resource.type.startsWith("command:") ? besideCommands : [];
    return this.namedBy(resource, unused, openableTypes);
  }

  /** Returns whether a placement may be the place of something protected, in subnets or groups of another stack. */
  mayBe(urn: string, { securityGroups, subnets }: Placement): boolean {
    return [...securityGroups, ...subnets].some((field) => {
      const link = this.model.links.to(urn, field, t.subnet, t.defaultSubnet, t.securityGroup);
      return link.state === "outside"
        ? this.foreign.has(link.value)
        : link.state === "unknown" && this.hasUnknown;
    });
  }

  private namedBy(
    { urn, props, propertyDependencies = {} }: RawResource,
    unused: readonly string[],
    types: readonly ResourceType[] = [],
  ): string | undefined {
    const { links } = this.model;
    const used = ([name]: [string, unknown]): boolean => !unused.includes(name);
    const dependencies = Object.entries(propertyDependencies)
      .filter(used)
      .flatMap(([, list]) => list.map((each) => each.urn));
    const named = Object.entries(props as Record<string, unknown>)
      .filter(used)
      .flatMap(([, value]) => textsIn({ value }))
      .flatMap((text) => [text, ...wordsIn(text)])
      .flatMap((text) => links.withValue(text));
    return [...dependencies, ...named].find(
      (each) => each !== urn && this.belonging.has(each) && links.isOf(each, types),
    );
  }

  private add(urn: string): void {
    if (this.belonging.has(urn)) {
      return;
    }
    this.belonging.add(urn);
    const { links } = this.model;
    const { props = {}, propertyDependencies = {} } = links.resource(urn) ?? {};
    const dependencies = Object.values(propertyDependencies).flat();
    const named = textsIn(props).flatMap((text) => links.withValue(text));
    for (const each of [...dependencies.map((dependency) => dependency.urn), ...named]) {
      if (links.isOf(each, placeTypes)) {
        this.add(each);
      }
    }
  }

  private addForeign(urn: string): void {
    const { network } = connectionsOf(this.model);
    const groups = network.membershipsOf(urn).map(({ group }) => group);
    const ids = [...groups, ...network.subnets.subnetIdsOf(urn)];
    this.hasUnknown ||= ids.includes(undefined) || network.subnets.addressesOf(urn).ranges === undefined;
    for (const id of ids) {
      if (id !== undefined && !network.isOwn(id)) {
        this.foreign.add(id);
      }
    }
  }

  /** Adds the VPC origins, listeners and target groups in front of what is protected. */
  private addFrontends(): void {
    const { links, listeners, vpcOrigins } = this.model;
    const { forwarding } = connectionsOf(this.model);
    for (const { urn, loadBalancer } of listeners) {
      if (urnsOf(links.to(urn, loadBalancer, t.loadBalancer)).some((each) => this.own.has(each))) {
        const rules = forwarding.rules.get(urn);
        for (const each of [urn, ...rules]) {
          this.belonging.add(each);
          for (const { to } of forwarding.targetGroups.get(each)) {
            this.belonging.add(to);
          }
        }
      }
    }
    for (const { urn, endpoint } of vpcOrigins) {
      if (urnsOf(links.to(urn, endpoint, t.loadBalancer, t.instance)).some((each) => this.own.has(each))) {
        this.belonging.add(urn);
      }
    }
  }
}

/** Returns the ids, ARNs and names inside a longer text, such as a command. */
function wordsIn(text: string): string[] {
  const words = text.split(/[^\w:/.-]+/);
  return words.length > 1 ? words : [];
}

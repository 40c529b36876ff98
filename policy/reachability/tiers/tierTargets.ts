import { type Behavior, type Distribution, isSigned } from "../../resources/cloudfront/distributions";
import type { Origin } from "../../resources/cloudfront/origins";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { type Link, urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { hostsOf } from "../hosts";
import { originTargets } from "../originTargets";
import { perModel } from "../perModel";
import type { SentHeaders } from "./headerConditions";
import { secretSources } from "./secretSources";
import { portsOf, type ServerPort, ServerPorts } from "./serverPorts";

/** A port of a server at which the requests of a behavior arrive. */
export interface TierTarget {
  readonly distribution: Distribution;
  readonly behavior: Behavior;
  readonly origin: Origin;
  readonly target: ServerPort;
  /** The VPC origin on the way. */
  readonly vpcOrigin: string | undefined;
  /**
   * - `known`: the origin is on this VPC origin.
   * - `oneOfEach`: preview shows only that every origin of the distribution has one of the VPC origins to itself.
   * - `oneOfSome`: preview shows only that the origins use some VPC origins.
   */
  readonly certainty: "known" | "oneOfEach" | "oneOfSome";
}

/** The requests of a public and of a signed behavior that arrive, or may arrive, at one port of a server. */
export interface SharedTarget {
  readonly open: TierTarget;
  readonly signed: TierTarget;
  /** Whether both are known to arrive there. */
  readonly isKnown: boolean;
}

type Way = Pick<TierTarget, "target" | "vpcOrigin" | "certainty">;

const ofModel = perModel<TierTarget[]>();

/** Returns the ports at which the requests of each behavior arrive, as far as they are servers of this stack. */
export function tierTargets(model: StackModel): readonly TierTarget[] {
  return ofModel(model, null, () => {
    const search = new Search(model);
    return model.distributions.flatMap((distribution) => {
      const origins = known(distribution.origins) ?? [];
      const ways = new Map(origins.map((origin) => [origin, search.waysFrom(distribution, origin, origins)]));
      return distribution.behaviors.flatMap((behavior) =>
        usedBy(distribution, behavior, origins).flatMap((origin) =>
          (ways.get(origin) ?? []).map((way) => ({ distribution, behavior, origin, ...way })),
        ),
      );
    });
  });
}

/**
 * Returns whether every request to an origin is refused: it leads to load balancers whose listeners, in this stack, forward
 * nothing that the origin sends.
 */
export function isRefused(model: StackModel, distribution: Distribution, origin: Origin): boolean {
  const found = originTargets(model).find((each) => each.origin === origin)?.target;
  const endpoints = found === undefined ? [] : urnsOf(found);
  const balancers = new Set(model.loadBalancers.map(({ urn }) => urn));
  return (
    endpoints.length > 0 &&
    endpoints.every((each) => balancers.has(each)) &&
    new Search(model).waysFrom(distribution, origin, known(distribution.origins) ?? []).length === 0
  );
}

/** Finds the ports of servers at which requests of both tiers arrive, from different origins. */
export function sharedTargets(model: StackModel): SharedTarget[] {
  const all = tierTargets(model);
  const signed = new MultiMap<TierTarget>();
  const seen = new MultiMap<string>();
  for (const each of all.filter(({ behavior }) => isSigned(behavior))) {
    // Behaviors of one origin differ in nothing else.
    const { server, port, rule } = each.target;
    const what = [each.distribution.urn, each.origin.path, each.vpcOrigin, port, rule?.urn].join("\n");
    if (!seen.get(server).includes(what)) {
      seen.add(server, what);
      signed.add(server, each);
    }
  }
  return all
    .filter(({ behavior }) => !isSigned(behavior))
    .flatMap((open) =>
      signed
        .get(open.target.server)
        .filter((theirs) => isShared(open, theirs))
        .map((theirs) => ({ open, signed: theirs, isKnown: isKnown(open) && isKnown(theirs) })),
    );
}

function isShared(open: TierTarget, signed: TierTarget): boolean {
  // signed-origin-needs-trusted-key-groups reports one origin for both tiers.
  if (open.origin === signed.origin) {
    return false;
  }
  const isExcluded =
    open.certainty === "oneOfEach" &&
    open.distribution === signed.distribution &&
    open.vpcOrigin === signed.vpcOrigin;
  const [mine, theirs] = [open.target.port, signed.target.port];
  return !isExcluded && (mine === undefined || theirs === undefined || mine === theirs);
}

function isKnown({ certainty, target: { port, rule } }: TierTarget): boolean {
  return certainty === "known" && port !== undefined && rule?.accepts !== "maybe";
}

class Search {
  private readonly ports: ServerPorts;
  private readonly vpcOrigins: ReadonlyMap<string, StackModel["vpcOrigins"][number]>;

  constructor(private readonly model: StackModel) {
    this.ports = new ServerPorts(model);
    this.vpcOrigins = new Map(model.vpcOrigins.map((each) => [each.urn, each]));
  }

  waysFrom({ urn }: Distribution, origin: Origin, origins: readonly Origin[]): Way[] {
    const { links } = this.model;
    const sent: SentHeaders = {
      headers: origin.headers,
      sources: links.dependenciesOf(urn, "origins", secretSources),
    };
    if (origin.kind === "custom") {
      const found = namesOf(hostsOf(this.model).to(urn, origin.domainName, addressable)).flatMap((each) =>
        portsOf(origin).flatMap((port) => this.ports.behind(each, port, sent)),
      );
      return found.map((target) => ({ target, vpcOrigin: undefined, certainty: "known" }));
    }
    if (origin.kind !== "vpc") {
      return [];
    }
    const link = links.to(urn, origin.vpcOrigin, t.vpcOrigin);
    if (link.state === "outside") {
      const target = { server: link.value, port: 0, group: undefined, rule: undefined };
      return [{ target, vpcOrigin: undefined, certainty: "known" }];
    }
    const candidates = urnsOf(link);
    const undecided = origins.filter((each) => each.vpcOrigin.state === "unknown").length;
    const certainty =
      candidates.length < 2 ? "known" : candidates.length === undecided ? "oneOfEach" : "oneOfSome";
    return candidates
      .flatMap((each) => this.vpcOrigins.get(each) ?? [])
      .flatMap((vpcOrigin) =>
        namesOf(links.to(vpcOrigin.urn, vpcOrigin.endpoint, t.loadBalancer, t.instance))
          .flatMap((each) => portsOf(vpcOrigin).flatMap((port) => this.ports.behind(each, port, sent)))
          .map((target) => ({ target, vpcOrigin: vpcOrigin.urn, certainty })),
      );
  }
}

/** Returns the URNs of a link's targets, or the value that no resource of this stack has. */
function namesOf(link: Link): readonly string[] {
  return link.state === "outside" ? [link.value.toLowerCase()] : urnsOf(link);
}

const addressable = [t.loadBalancer, t.classicLoadBalancer, t.instance] as const;

/** Returns the origin of a behavior, or all members of its origin group. */
function usedBy(
  { originGroups }: Distribution,
  { targetOrigin }: Behavior,
  origins: readonly Origin[],
): readonly Origin[] {
  const id = known(targetOrigin);
  const group = originGroups.find((each) => known(each.id) === id);
  const ids = group === undefined ? [id] : group.members.map(known);
  return origins.filter((origin) => origin.id.state === "known" && ids.includes(origin.id.value));
}

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
import { type Arrival, arrivalOf } from "./arrivals";
import type { SentHeaders } from "./headerConditions";
import { secretSources } from "./secretSources";
import { portsOf, type ServerPort, ServerPorts } from "./serverPorts";

/** A port of a server at which the requests of a behavior arrive. */
export interface TierTarget {
  readonly distribution: Distribution;
  readonly behavior: Behavior;
  readonly origin: Origin;
  readonly target: ServerPort;
  /** The VPC origin on the way, or the host of a custom origin if it is one of several. */
  readonly vpcOrigin: string | undefined;
  /**
   * - `known`: the origin is on this VPC origin or host.
   * - `oneOfEach`: preview shows only that every origin of the distribution has one of them to itself.
   * - `oneOfSome`: preview shows only that the origins use some of them.
   */
  readonly certainty: "known" | "oneOfEach" | "oneOfSome";
}

/** The requests of a public and of a signed behavior that arrive, or may arrive, at one port of a server. */
export interface SharedTarget {
  readonly open: TierTarget;
  readonly signed: TierTarget;
  /** Whether both are known to arrive there. */
  readonly isKnown: boolean;
  /** A request of each that arrives there. */
  readonly arrivals: { readonly open: Arrival; readonly signed: Arrival };
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

/** Requests without and with a signature that arrive at one place. */
export type Meeting = Pick<SharedTarget, "arrivals" | "isKnown">;

/**
 * Returns requests of two behaviors to one origin that arrive at one port of a server, or `undefined` if none do: the listeners
 * behind it, in this stack, keep them apart, or a behavior serves no path. What is not a load balancer is one server.
 */
export function meetAt(
  model: StackModel,
  distribution: Distribution,
  origin: Origin,
  open: Behavior,
  signed: Behavior,
): Meeting | undefined {
  const endpoints = endpointsOf(model).get(origin) ?? [];
  const balancers = new Set(model.loadBalancers.map(({ urn }) => urn));
  if (endpoints.length === 0 || !endpoints.every((each) => balancers.has(each))) {
    const requests = { distribution, origin, target: { limits: [] } };
    const arrivals = both({ ...requests, behavior: open }, { ...requests, behavior: signed });
    return arrivals && { arrivals, isKnown: true };
  }
  const targets = tierTargets(model).filter((each) => each.origin === origin);
  const theirs = targets.filter(({ behavior }) => behavior === signed);
  const meetings = targets
    .filter(({ behavior }) => behavior === open)
    .flatMap((mine) =>
      theirs
        .filter((each) => isSamePlace(mine, each))
        .flatMap((each): Meeting[] => {
          const arrivals = both(mine, each);
          return arrivals === undefined ? [] : [{ arrivals, isKnown: isKnown(mine) && isKnown(each) }];
        }),
    );
  return meetings.find((each) => each.isKnown) ?? meetings[0];
}

const endpoints = perModel<ReadonlyMap<Origin, readonly string[]>>();

function endpointsOf(model: StackModel): ReadonlyMap<Origin, readonly string[]> {
  return endpoints(
    model,
    null,
    () => new Map(originTargets(model).map(({ origin, target }) => [origin, urnsOf(target)])),
  );
}

/** Requests of a behavior to an origin that is not followed to servers. */
type Requested = Pick<TierTarget, "distribution" | "behavior" | "origin"> & {
  readonly target: Pick<ServerPort, "limits">;
};

function both(open: Requested, signed: Requested): SharedTarget["arrivals"] | undefined {
  const [mine, theirs] = [arrivalAt(open), arrivalAt(signed)];
  return mine === undefined || theirs === undefined ? undefined : { open: mine, signed: theirs };
}

const arrivals = new WeakMap<Requested, Arrival | null>();

function arrivalAt(requested: Requested): Arrival | undefined {
  let arrival = arrivals.get(requested);
  if (arrival === undefined) {
    arrival = arrivalOf({ ...requested, limits: requested.target.limits }) ?? null;
    arrivals.set(requested, arrival);
  }
  return arrival ?? undefined;
}

function isSamePlace({ target: mine }: TierTarget, { target: theirs }: TierTarget): boolean {
  const isSamePort = mine.port === undefined || theirs.port === undefined || mine.port === theirs.port;
  return mine.server === theirs.server && isSamePort;
}

const shared = perModel<SharedTarget[]>();

/** Finds the ports of servers at which requests of both tiers arrive, from different origins. */
export function sharedTargets(model: StackModel): readonly SharedTarget[] {
  return shared(model, null, () => findShared(model));
}

function findShared(model: StackModel): SharedTarget[] {
  const all = tierTargets(model);
  const signed = new MultiMap<TierTarget>();
  const seen = new MultiMap<string>();
  for (const each of all.filter(({ behavior }) => isSigned(behavior))) {
    // Behaviors of one origin differ in nothing but their paths.
    const { server, port, rule, limits } = each.target;
    const paths = limits.length === 0 ? "" : each.behavior.path;
    const what = [each.distribution.urn, each.origin.path, each.vpcOrigin, port, rule?.urn, paths].join("\n");
    if (!seen.get(server).includes(what) && arrivalAt(each) !== undefined) {
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
        .flatMap((theirs): SharedTarget[] => {
          const arrivals = both(open, theirs);
          return arrivals === undefined
            ? []
            : [{ open, signed: theirs, isKnown: isKnown(open) && isKnown(theirs), arrivals }];
        }),
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
  return !isExcluded && isSamePlace(open, signed);
}

function isKnown({ certainty, target: { port, isCertain } }: TierTarget): boolean {
  return certainty === "known" && port !== undefined && isCertain;
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
      return this.waysByName(urn, origin, origins, sent);
    }
    if (origin.kind !== "vpc") {
      return [];
    }
    const link = links.to(urn, origin.vpcOrigin, t.vpcOrigin);
    if (link.state === "outside") {
      const target = {
        server: link.value,
        port: 0,
        group: undefined,
        rule: undefined,
        limits: [],
        isCertain: true,
      };
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

  /** Follows a custom origin; a name that is unknown in preview is one of all hosts that the list of origins depends on. */
  private waysByName(urn: string, origin: Origin, origins: readonly Origin[], sent: SentHeaders): Way[] {
    const hosts = hostsOf(this.model);
    const { domainName } = origin;
    const isUnknown = domainName.state === "unknown";
    const possible = isUnknown ? urnsOf(hosts.to(urn, domainName)) : [];
    const names =
      possible.length === 0
        ? namesOf(hosts.to(urn, domainName, servers))
        : possible.filter((each) => this.model.links.isOf(each, servers));
    const undecided = origins.filter(
      (each) => each.kind === "custom" && each.domainName.state === "unknown",
    ).length;
    const certainty =
      !isUnknown || names.length < 2 ? "known" : names.length === undecided ? "oneOfEach" : "oneOfSome";
    return names.flatMap((each) =>
      portsOf(origin)
        .flatMap((port) => this.ports.behind(each, port, sent))
        .map((target) => ({ target, vpcOrigin: certainty === "known" ? undefined : each, certainty })),
    );
  }
}

/** Returns the URNs of a link's targets, or the value that no resource of this stack has. */
function namesOf(link: Link): readonly string[] {
  return link.state === "outside" ? [link.value.toLowerCase()] : urnsOf(link);
}

/** What serves requests to a custom origin. */
const servers = [
  t.apiStage,
  t.appRunnerService,
  t.classicLoadBalancer,
  t.functionUrl,
  t.httpApi,
  t.httpApiStage,
  t.instance,
  t.loadBalancer,
] as const;

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

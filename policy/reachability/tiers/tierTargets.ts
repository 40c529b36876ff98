import type { Behavior, Distribution } from "../../resources/cloudfront/distributions";
import type { Origin } from "../../resources/cloudfront/origins";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { type Link, urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { hostsOf } from "../hosts";
import { originTargets } from "../originTargets";
import { perModel } from "../perModel";
import { usedOrigins } from "../usedOrigins";
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

type Way = Pick<TierTarget, "target" | "vpcOrigin" | "certainty">;

const ofModel = perModel<TierTarget[]>();

/** Returns the ports at which the requests of each behavior arrive, as far as they are servers of this stack. */
export function tierTargets(model: StackModel): readonly TierTarget[] {
  return ofModel(model, null, () => {
    const search = new Search(model);
    return model.distributions.flatMap((distribution) => {
      const origins = known(distribution.origins) ?? [];
      const ways = new Map(origins.map((origin) => [origin, search.waysFrom(distribution, origin, origins)]));
      const usedBy = usedOrigins(distribution);
      return distribution.behaviors.flatMap((behavior) =>
        usedBy(behavior).flatMap((origin) =>
          (ways.get(origin) ?? []).map((way) => ({ distribution, behavior, origin, ...way })),
        ),
      );
    });
  });
}

/** Requests without and with a signature that arrive at one place. */
export interface Meeting {
  /** A request of each that arrives there. */
  readonly arrivals: { readonly open: Arrival; readonly signed: Arrival };
  /** Whether both are known to arrive there. */
  readonly isKnown: boolean;
}

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
  if (endpoints.length === 0 || !endpoints.every((each) => balancersOf(model).has(each))) {
    const requests = { distribution, origin, target: { limits: [] } };
    const arrivals = both({ ...requests, behavior: open }, { ...requests, behavior: signed });
    return arrivals && { arrivals, isKnown: true };
  }
  const targets = targetsByOrigin(model).get(origin);
  const theirs = targets?.get(signed) ?? [];
  const meetings = (targets?.get(open) ?? []).flatMap((mine) =>
    theirs
      .filter((each) => isSamePlace(mine, each))
      .flatMap((each): Meeting[] => {
        const arrivals = both(mine, each);
        return arrivals === undefined ? [] : [{ arrivals, isKnown: isKnown(mine) && isKnown(each) }];
      }),
  );
  return meetings.find((each) => each.isKnown) ?? meetings[0];
}

const balancers = perModel<ReadonlySet<string>>();

function balancersOf(model: StackModel): ReadonlySet<string> {
  return balancers(model, null, () => new Set(model.loadBalancers.map(({ urn }) => urn)));
}

const byOrigin = perModel<ReadonlyMap<Origin, ReadonlyMap<Behavior, readonly TierTarget[]>>>();

/** Returns the ports of servers by origin and behavior. */
function targetsByOrigin(
  model: StackModel,
): ReadonlyMap<Origin, ReadonlyMap<Behavior, readonly TierTarget[]>> {
  return byOrigin(model, null, () => {
    const found = new Map<Origin, Map<Behavior, TierTarget[]>>();
    for (const each of tierTargets(model)) {
      const behaviors = found.get(each.origin) ?? new Map<Behavior, TierTarget[]>();
      found.set(each.origin, behaviors);
      const targets = behaviors.get(each.behavior) ?? [];
      behaviors.set(each.behavior, targets);
      targets.push(each);
    }
    return found;
  });
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

/** Returns a request of each that arrives; undefined unless both do. */
export function both(open: Requested, signed: Requested): Meeting["arrivals"] | undefined {
  const [mine, theirs] = [arrivalAt(open), arrivalAt(signed)];
  return mine === undefined || theirs === undefined ? undefined : { open: mine, signed: theirs };
}

const arrivals = new WeakMap<Requested, Arrival | null>();

/** Returns a request that arrives, computed once. */
export function arrivalAt(requested: Requested): Arrival | undefined {
  let arrival = arrivals.get(requested);
  if (arrival === undefined) {
    arrival = arrivalOf({ ...requested, limits: requested.target.limits }) ?? null;
    arrivals.set(requested, arrival);
  }
  return arrival ?? undefined;
}

/** Returns whether two targets are, or may be, one port of a server. */
export function isSamePlace({ target: mine }: TierTarget, { target: theirs }: TierTarget): boolean {
  const isSamePort = mine.port === undefined || theirs.port === undefined || mine.port === theirs.port;
  return mine.server === theirs.server && isSamePort;
}

/** Returns whether the requests are known to arrive there. */
export function isKnown({ certainty, target: { port, isCertain } }: TierTarget): boolean {
  return certainty === "known" && port !== undefined && isCertain;
}

/** How many origins of a distribution are not known in preview. */
interface Undecided {
  readonly vpcOrigins: number;
  /** The names of custom origins. */
  readonly names: number;
}

class Search {
  private readonly ports: ServerPorts;
  private readonly vpcOrigins: ReadonlyMap<string, StackModel["vpcOrigins"][number]>;
  private readonly undecided = new WeakMap<readonly Origin[], Undecided>();

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
    const certainty =
      candidates.length < 2
        ? "known"
        : candidates.length === this.undecidedIn(origins).vpcOrigins
          ? "oneOfEach"
          : "oneOfSome";
    return candidates
      .flatMap((each) => this.vpcOrigins.get(each) ?? [])
      .flatMap((vpcOrigin) =>
        namesOf(links.to(vpcOrigin.urn, vpcOrigin.endpoint, t.loadBalancer, t.instance))
          .flatMap((each) => portsOf(vpcOrigin).flatMap((port) => this.ports.behind(each, port, sent)))
          .map((target) => ({ target, vpcOrigin: vpcOrigin.urn, certainty })),
      );
  }

  private undecidedIn(origins: readonly Origin[]): Undecided {
    const found = this.undecided.get(origins) ?? {
      vpcOrigins: origins.filter(({ vpcOrigin }) => vpcOrigin.state === "unknown").length,
      names: origins.filter(({ kind, domainName }) => kind === "custom" && domainName.state === "unknown")
        .length,
    };
    this.undecided.set(origins, found);
    return found;
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
    const certainty =
      !isUnknown || names.length < 2
        ? "known"
        : names.length === this.undecidedIn(origins).names
          ? "oneOfEach"
          : "oneOfSome";
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

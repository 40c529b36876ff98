import type { Behavior, Distribution } from "../../resources/cloudfront/distributions";
import type { Origin } from "../../resources/cloudfront/origins";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
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

/** Returns the ports at which the requests of each behavior arrive, as far as they are servers of this stack. */
export function tierTargets(model: StackModel): TierTarget[] {
  const ports = new ServerPorts(model);
  const vpcOrigins = new Map(model.vpcOrigins.map((each) => [each.urn, each]));
  return model.distributions.flatMap((distribution) => {
    const origins = known(distribution.origins) ?? [];
    const ways = new Map(origins.map((origin) => [origin, waysFrom(distribution, origin, origins)]));
    return distribution.behaviors.flatMap((behavior) =>
      usedBy(distribution, behavior, origins).flatMap((origin) =>
        (ways.get(origin) ?? []).map((way) => ({ distribution, behavior, origin, ...way })),
      ),
    );
  });

  type Way = Pick<TierTarget, "target" | "vpcOrigin" | "certainty">;

  function waysFrom({ urn }: Distribution, origin: Origin, origins: readonly Origin[]): Way[] {
    if (origin.kind === "custom") {
      const behind = urnsOf(model.links.to(urn, origin.domainName, ...addressable));
      const found = behind.flatMap((each) =>
        portsOf(origin).flatMap((port) => ports.behind(each, port, origin.headers)),
      );
      return found.map((target) => ({ target, vpcOrigin: undefined, certainty: "known" }));
    }
    if (origin.kind !== "vpc") {
      return [];
    }
    const candidates = urnsOf(model.links.to(urn, origin.vpcOrigin, t.vpcOrigin));
    const undecided = origins.filter((each) => each.vpcOrigin.state === "unknown").length;
    const certainty =
      candidates.length < 2 ? "known" : candidates.length === undecided ? "oneOfEach" : "oneOfSome";
    return candidates
      .flatMap((each) => vpcOrigins.get(each) ?? [])
      .flatMap((vpcOrigin) =>
        urnsOf(model.links.to(vpcOrigin.urn, vpcOrigin.endpoint, t.loadBalancer, t.instance))
          .flatMap((each) => portsOf(vpcOrigin).flatMap((port) => ports.behind(each, port, origin.headers)))
          .map((target) => ({ target, vpcOrigin: vpcOrigin.urn, certainty })),
      );
  }
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

import type { Origin } from "../resources/cloudfront/origins";
import { resourceTypes as t } from "../resources/resourceTypes";
import { type Link, urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { known } from "../values/field";

/** An origin of a distribution, and what it leads to. */
export interface OriginTarget {
  /** The URN of the distribution. */
  readonly distribution: string;
  readonly origin: Origin;
  /**
   * The load balancers, instances, buckets and other resources that CloudFront connects to. `outside` or `unknown` if they
   * are not of this stack.
   */
  readonly target: Link;
}

/** Resolves every origin of every distribution to the resources behind it; unknown lists of origins are left out. */
export function originTargets(model: StackModel): OriginTarget[] {
  return model.distributions.flatMap(({ urn, origins }) =>
    (known(origins) ?? []).map((origin) => ({
      distribution: urn,
      origin,
      target: targetOf(model, urn, origin),
    })),
  );
}

function targetOf(model: StackModel, distribution: string, origin: Origin): Link {
  const { links } = model;
  if (origin.kind !== "vpc") {
    return links.to(distribution, origin.domainName, ...addressable);
  }
  const vpcOrigin = links.to(distribution, origin.vpcOrigin, t.vpcOrigin);
  if (vpcOrigin.state !== "inside") {
    return vpcOrigin;
  }
  const targets = model.vpcOrigins
    .filter(({ urn }) => vpcOrigin.urns.includes(urn))
    .map(({ urn, endpoint }) => links.to(urn, endpoint, t.loadBalancer, t.instance));
  const urns = targets.flatMap(urnsOf);
  return urns.length > 0 ? { state: "inside", urns } : (targets[0] ?? { state: "absent" });
}

/** The types whose domain names an origin can have. */
const addressable = [
  t.loadBalancer,
  t.classicLoadBalancer,
  t.instance,
  t.eip,
  t.bucket,
  t.accessPoint,
  t.function,
  t.functionUrl,
] as const;

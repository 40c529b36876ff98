import type { Origin } from "../resources/cloudfront/origins";
import type { VpcOrigin } from "../resources/cloudfront/vpcOrigins";
import { resourceTypes as t } from "../resources/resourceTypes";
import { type Link, urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { known } from "../values/field";
import { hostsOf } from "./hosts";
import { perModel } from "./perModel";

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

const targets = perModel<readonly OriginTarget[]>();

/** Resolves every origin of every distribution to the resources behind it; unknown lists of origins are left out. */
export function originTargets(model: StackModel): readonly OriginTarget[] {
  return targets(model, "", () => {
    const vpcOrigins = new Map(model.vpcOrigins.map((each) => [each.urn, each]));
    return model.distributions.flatMap(({ urn, origins }) =>
      (known(origins) ?? []).map((origin) => ({
        distribution: urn,
        origin,
        target: targetOf(model, urn, origin, vpcOrigins),
      })),
    );
  });
}

/**
 * Returns what CloudFront connects to: the targets of all origins, of VPC origins that no distribution of the stack uses,
 * and of whatever an unknown list of origins is computed from. A target that is not of this stack is an ARN or a host name.
 */
export function connectedByCloudfront(model: StackModel): Set<string> {
  const hosts = hostsOf(model);
  const links = [
    ...originTargets(model).map(({ target }) => target),
    ...model.vpcOrigins.map(({ urn, endpoint }) => hosts.to(urn, endpoint)),
    ...model.distributions.flatMap(({ urn, origins }) =>
      origins.state === "unknown" ? [hosts.to(urn, origins)] : [],
    ),
  ];
  return new Set(links.flatMap((link) => (link.state === "outside" ? [link.value] : urnsOf(link))));
}

function targetOf(
  model: StackModel,
  distribution: string,
  origin: Origin,
  vpcOrigins: ReadonlyMap<string, VpcOrigin>,
): Link {
  const { links } = model;
  const hosts = hostsOf(model);
  if (origin.kind === "unknown") {
    return hosts.to(distribution, { state: "unknown", path: origin.whole.path, reason: "preview" });
  }
  if (origin.kind === "bucket") {
    return hosts.to(distribution, origin.domainName, [t.bucket, t.accessPoint]);
  }
  if (origin.kind === "custom") {
    return hosts.to(distribution, origin.domainName);
  }
  const vpcOrigin = links.to(distribution, origin.vpcOrigin, t.vpcOrigin);
  if (vpcOrigin.state !== "inside") {
    return vpcOrigin;
  }
  const endpoints = [...vpcOrigin.urns]
    .sort()
    .flatMap((urn) => vpcOrigins.get(urn) ?? [])
    .map(({ urn, endpoint }) => hosts.to(urn, endpoint));
  const urns = endpoints.flatMap(urnsOf);
  return urns.length > 0 ? { state: "inside", urns } : (endpoints[0] ?? { state: "absent" });
}

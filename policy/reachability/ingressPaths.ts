import type { StackModel } from "../stack/stack";
import { Forwarding, type Hop } from "./forwarding";
import { fromOtherDistributions, type IngressPoint } from "./ingressPoint";
import { ingressPoints } from "./ingressPoints";
import type { TrustedSources } from "./network/admission";
import { Network } from "./network/network";
import { connectedByCloudfront } from "./originTargets";
import { isOfOwnAccount } from "./ownAccount";
import { PathSearch } from "./pathSearch";
import { Reach } from "./reach";

/** A path from the internet to a load balancer or instance that only CloudFront should reach. */
export interface IngressPath {
  readonly point: IngressPoint;
  /** Every resource on the path, in order. */
  readonly hops: readonly Hop[];
  readonly reaches: string;
}

/** The connections of a stack, which several rules share. */
export interface Connections {
  readonly network: Network;
  readonly forwarding: Forwarding;
  readonly reach: Reach;
  /** What CloudFront connects to; a target that is not of this stack is an ARN or a host name. */
  readonly origins: ReadonlySet<string>;
  /** Those, and everything that they forward requests to. */
  readonly reached: ReadonlySet<string>;
}

const connected = new WeakMap<StackModel, Connections>();

/** Returns the connections of a stack. */
export function connectionsOf(model: StackModel): Connections {
  let found = connected.get(model);
  if (found === undefined) {
    const network = new Network(model);
    const forwarding = new Forwarding(model);
    const reach = new Reach(model, network, forwarding);
    const origins = connectedByCloudfront(model);
    found = { network, forwarding, reach, origins, reached: reach.from(origins) };
    connected.set(model, found);
  }
  return found;
}

/**
 * Finds the shortest ingress path from every ingress point to a protected resource.
 *
 * @param protections tests for what only CloudFront should reach; a path to a resource of an earlier one is preferred
 */
export function ingressPaths(
  model: StackModel,
  protections: readonly ((urn: string) => boolean)[],
  trusted: TrustedSources,
): IngressPath[] {
  const { network } = connectionsOf(model);
  return pathsFrom(ingressPoints(model, network), model, protections, trusted);
}

/**
 * Finds the shortest ingress path from each of these points to a protected resource, of a client on the internet or else of
 * the distributions of other accounts.
 */
export function pathsFrom(
  points: readonly IngressPoint[],
  model: StackModel,
  protections: readonly ((urn: string) => boolean)[],
  trusted: TrustedSources,
): IngressPath[] {
  const { network, forwarding } = connectionsOf(model);
  const searches = protections.map((isProtected) => {
    return new PathSearch(model, network, forwarding, isProtected, trusted);
  });
  return points.flatMap((point) => {
    const others = fromOtherDistributions(point);
    for (const search of searches) {
      for (const from of others === undefined ? [point] : [point, others]) {
        const found = search.from(from);
        if (found !== undefined) {
          return [{ point: from, ...found }];
        }
      }
    }
    return [];
  });
}

/** Returns whether a path is for administrators alone, or for the stack's own account, so that findings on it are advice. */
export function isAdvice(
  model: StackModel,
  { point: { isForAdministrators, accounts } }: IngressPath,
): boolean {
  return isForAdministrators === true || accounts?.every((each) => isOfOwnAccount(model, each)) === true;
}

/** Names every resource on an ingress path, in order, with the argument that leads to the next one. */
export function pathText({
  point: { from = "internet" },
  hops,
}: Pick<IngressPath, "point" | "hops">): string {
  const names = hops.map(({ urn, argument }) => (argument === "" ? urn : `${urn} (${argument})`));
  return [from.replace(/^the /, ""), ...names].join(" → ");
}

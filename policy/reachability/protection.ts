import type { Options } from "../options/options";
import { type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import type { StackModel } from "../stack/stack";
import { matchesName } from "../values/namePatterns";
import { parseRanges } from "../values/ranges";
import { connectionsOf, type IngressPath, ingressPaths } from "./ingressPaths";
import { perModel } from "./perModel";

/** The options that decide what is protected. */
export type ProtectionOptions = Pick<Options, "protect" | "protectedOrigins">;

/** The options that decide which ingress paths are found. */
export type PathOptions = ProtectionOptions & Pick<Options, "adminCidrs" | "cloudFrontPrefixLists">;

/** The types that the option `protect: "all"` protects. */
const servers: readonly ResourceType[] = [
  t.autoScalingGroup,
  t.batchEnvironment,
  t.classicLoadBalancer,
  t.ec2Fleet,
  t.ecsService,
  t.ecsTaskSet,
  t.function,
  t.instance,
  t.loadBalancer,
  t.networkInterface,
  t.spotFleet,
  t.spotInstanceRequest,
];

/** The types that the option `protectedOrigins` can name. */
const protectable: readonly ResourceType[] = [
  ...servers,
  t.appRunnerService,
  t.bucket,
  t.functionUrl,
  t.httpApi,
  t.restApi,
];

const protections = perModel<ReadonlySet<string>>();
const paths = perModel<readonly IngressPath[]>();

/** Returns a test for the resources that only CloudFront should reach. */
export function protectedOrigins(model: StackModel, options: ProtectionOptions): (urn: string) => boolean {
  const all = protectedResources(model, options);
  return (urn) => all.has(urn);
}

/**
 * Returns what only CloudFront should reach: what distributions reach or, with `protect: "all"`, every server; what
 * `protectedOrigins` names; and everything that those forward to.
 */
export function protectedResources(
  model: StackModel,
  { protect, protectedOrigins: patterns }: ProtectionOptions,
): ReadonlySet<string> {
  return protections(model, [protect, ...patterns], () => {
    const { reach, reached } = connectionsOf(model);
    const named = model.resources
      .filter(
        ({ urn }) =>
          (protect === "all" && model.links.isOf(urn, servers)) ||
          (patterns.length > 0 &&
            model.links.isOf(urn, protectable) &&
            patterns.some((pattern) => matchesName(pattern, urn))),
      )
      .map(({ urn }) => urn);
    return named.length === 0 ? reached : reach.from([...reached, ...named]);
  });
}

/** Returns the patterns of the option `protectedOrigins` that match nothing that can be protected. */
export function unmatchedPatterns(model: StackModel, options: ProtectionOptions): string[] {
  if (options.protectedOrigins.length === 0) {
    return [];
  }
  const candidates = model.resources.filter(({ urn }) => model.links.isOf(urn, protectable));
  return options.protectedOrigins.filter(
    (pattern) => !candidates.some(({ urn }) => matchesName(pattern, urn)),
  );
}

/** Returns whether a stack has load balancers or servers, none of which is protected. */
export function protectsNothing(model: StackModel, options: ProtectionOptions): boolean {
  return (
    protectedResources(model, options).size === 0 &&
    [...model.loadBalancers, ...model.servers, ...model.autoScalingGroups, ...model.services].length > 0
  );
}

/** Returns the shortest ingress path from every ingress point to a protected resource. */
export function pathsToProtected(model: StackModel, options: PathOptions): readonly IngressPath[] {
  const { protect, protectedOrigins: patterns, adminCidrs, cloudFrontPrefixLists: lists } = options;
  return paths(model, [protect, patterns, adminCidrs, lists], () => {
    const { reached, network } = connectionsOf(model);
    const all = protectedResources(model, options);
    const named = protectedResources(model, { protect: "origins", protectedOrigins: patterns });
    const isOrigin = (urn: string) => reached.has(urn);
    // With `protect: "all"`, a function outside a VPC that nothing names is a service of its own, for others than viewers.
    const isElsewhere = (urn: string) => model.links.isOf(urn, [t.function]) && !network.hasPlace(urn);
    const isProtected = (urn: string) => all.has(urn) && (named.has(urn) || !isElsewhere(urn));
    const tests = all === reached ? [isOrigin] : [isOrigin, isProtected];
    return ingressPaths(model, tests, { admins: parseRanges(adminCidrs), lists });
  });
}

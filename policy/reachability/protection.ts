import type { Options } from "../options/options";
import { type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import type { StackModel } from "../stack/stack";
import { matchesName } from "../values/namePatterns";
import { parseRanges } from "../values/ranges";
import { connectionsOf, type IngressPath, ingressPaths } from "./ingressPaths";

/** The options that decide what is protected. */
export type ProtectionOptions = Pick<Options, "protect" | "protectedOrigins">;

/** The options that decide which ingress paths are found. */
export type PathOptions = ProtectionOptions & Pick<Options, "adminCidrs" | "cloudFrontPrefixLists">;

/** The types that the option `protect: "all"` protects. */
const servers: readonly ResourceType[] = [
  t.autoScalingGroup,
  t.classicLoadBalancer,
  t.ecsService,
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
  return cached(protections, model, [protect, ...patterns], () => {
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
  const candidates = model.resources.filter(({ urn }) => model.links.isOf(urn, protectable));
  return options.protectedOrigins.filter(
    (pattern) => !candidates.some(({ urn }) => matchesName(pattern, urn)),
  );
}

/** Returns the shortest ingress path from every ingress point to a protected resource. */
export function pathsToProtected(model: StackModel, options: PathOptions): readonly IngressPath[] {
  const { protect, protectedOrigins: patterns, adminCidrs, cloudFrontPrefixLists: lists } = options;
  return cached(paths, model, [protect, patterns, adminCidrs, lists], () =>
    ingressPaths(model, protectedOrigins(model, options), { admins: parseRanges(adminCidrs), lists }),
  );
}

type Cache<T> = WeakMap<StackModel, Map<string, T>>;

const protections: Cache<ReadonlySet<string>> = new WeakMap();
const paths: Cache<readonly IngressPath[]> = new WeakMap();

/** Several rules ask the same of one model. */
function cached<T>(cache: Cache<T>, model: StackModel, options: unknown, compute: () => T): T {
  const key = JSON.stringify(options);
  const known = cache.get(model) ?? new Map<string, T>();
  cache.set(model, known);
  const found = known.get(key) ?? compute();
  known.set(key, found);
  return found;
}

/** Requests one concrete URL after the other, without a signature, and compares what is served with what signatures protect. */
import type { Behavior, Distribution, Origin } from "../world/edge";
import type { World } from "../world/world";
import { matches, normalized, pathsOf, spellings } from "./paths";
import { targetsOf } from "./protected";

/** A request, the behavior and the origin that serve it, and what is served. */
export interface Served {
  readonly distribution: string;
  readonly path: string;
  /** The pattern of the behavior. */
  readonly behavior: string;
  readonly origin: string;
  /** A server and its port, a function, or an object of a bucket. */
  readonly content: string;
}

/** A request that serves without a signature what needs one. */
export type RequestWitness =
  | { readonly why: "secure path"; readonly open: Omit<Served, "origin" | "content"> }
  | { readonly why: "also served signed"; readonly open: Served; readonly signed: Served };

/** Returns the behavior that serves a path: the first that matches. */
function behaviorFor({ behaviors, byDefault }: Distribution, path: string): Behavior {
  const compared = normalized(path);
  return behaviors.find(({ pattern }) => matches(pattern, compared)) ?? byDefault;
}

/** Lists what is served at a path, with a signature or without. */
export function servedAt(world: World, distribution: Distribution, path: string, signed: boolean): Served[] {
  const behavior = behaviorFor(distribution, path);
  if (behavior.signed !== signed) {
    return [];
  }
  const at = { distribution: distribution.name, path, behavior: behavior.pattern };
  return originsOf(distribution, behavior).flatMap((origin) =>
    contentOf(world, origin, path).map((content) => ({ ...at, origin: origin.id, content })),
  );
}

/** Tells whether a path needs no signature. */
export function servedUnsigned(distribution: Distribution, path: string): boolean {
  return !behaviorFor(distribution, path).signed;
}

/** Returns a request for a secure path that needs no signature. */
function openSecurePath(distribution: Distribution, path: string): RequestWitness | undefined {
  const { pattern, signed } = behaviorFor(distribution, path);
  return !signed && distribution.securePaths.some((each) => matches(each, normalized(path)))
    ? { why: "secure path", open: { distribution: distribution.name, path, behavior: pattern } }
    : undefined;
}

/**
 * Requests every path of every distribution; returns a request that serves what it must not. Requests with a signature are
 * spelt as the site writes them, those without in any way.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html Origin path
 */
export function requestWitness(world: World): RequestWitness | undefined {
  const { distributions } = world;
  const paths = drawnPaths(world);
  for (const distribution of distributions) {
    for (const path of paths) {
      const found = openSecurePath(distribution, path);
      if (found !== undefined) {
        return found;
      }
    }
  }
  const signed = new Map<string, Served>();
  const objects: { bucket: string; key: string }[] = [];
  for (const distribution of distributions) {
    for (const path of paths) {
      for (const served of servedAt(world, distribution, path, true)) {
        signed.set(served.content, signed.get(served.content) ?? served);
        const origin = distribution.origins.find(({ id }) => id === served.origin);
        if (origin !== undefined && "bucket" in origin.target) {
          objects.push({ bucket: origin.target.bucket, key: `${origin.path ?? ""}${path}` });
        }
      }
    }
  }
  // Whoever knows an object's key asks for it through every origin of its bucket.
  const attempts = distributions.flatMap((distribution) => [
    ...paths,
    ...objects.flatMap(({ bucket, key }) =>
      distribution.origins.flatMap(({ target, path = "" }) =>
        "bucket" in target && target.bucket === bucket && key.startsWith(`${path}/`)
          ? [key.slice(path.length)]
          : [],
      ),
    ),
  ]);
  const conditions = rulePatterns(world);
  for (const distribution of distributions) {
    for (const path of new Set(attempts.flatMap((attempt) => spellings(attempt, conditions)))) {
      for (const open of servedAt(world, distribution, path, false)) {
        const other = signed.get(open.content);
        if (other !== undefined) {
          return { why: "also served signed", open, signed: other };
        }
      }
    }
  }
  return undefined;
}

/** Tells whether a witness holds: each request, walked again, is served by the behavior, the origin and the target that it names. */
export function replaysRequest(world: World, witness: RequestWitness): boolean {
  const distribution = world.distributions.find(({ name }) => name === witness.open.distribution);
  if (distribution === undefined) {
    return false;
  }
  if (witness.why === "secure path") {
    return JSON.stringify(openSecurePath(distribution, witness.open.path)) === JSON.stringify(witness);
  }
  const { open, signed } = witness;
  const other = world.distributions.find(({ name }) => name === signed.distribution);
  const isServed = (from: Distribution, request: Served, isSigned: boolean): boolean =>
    servedAt(world, from, request.path, isSigned).some(
      (each) => JSON.stringify(each) === JSON.stringify(request),
    );
  return (
    other !== undefined &&
    signed.path === normalized(signed.path) &&
    open.content === signed.content &&
    isServed(distribution, open, false) &&
    isServed(other, signed, true)
  );
}

/** Draws paths that a stack tells apart, also below the folders of origins, and without them. */
function drawnPaths(world: World): string[] {
  const { distributions } = world;
  const patterns = distributions.flatMap(({ behaviors, securePaths }) => [
    ...behaviors.map(({ pattern }) => pattern),
    ...securePaths,
  ]);
  const drawn = pathsOf([...new Set([...patterns, ...rulePatterns(world), "*"])]);
  const folders = distributions.flatMap(({ origins }) => origins.flatMap(({ path }) => path ?? []));
  return [
    ...new Set([
      ...drawn,
      // An origin without a path reads by its full name what another reads below its path, and the other way round.
      ...folders.flatMap((folder) => [
        ...drawn.map((path) => `${folder}${path}`),
        ...drawn.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length)),
      ]),
    ]),
  ];
}

/** Lists the path conditions of listener rules. */
export function rulePatterns({ loadBalancers }: World): string[] {
  const rules = loadBalancers.flatMap(({ listeners }) => listeners.flatMap((each) => each.rules));
  return [...new Set(rules.flatMap(({ path }) => path ?? []))];
}

/** Lists the origins of a behavior: one, or both members of an origin group. */
function originsOf({ origins, originGroups }: Distribution, { origin }: Behavior): Origin[] {
  const ids: readonly string[] = originGroups.find(({ id }) => id === origin)?.members ?? [origin];
  return origins.filter(({ id }) => ids.includes(id));
}

/** Lists what an origin serves at a path: `server:port`, a function, or an object, whose key S3 decodes. */
function contentOf(world: World, { target, header, path = "" }: Origin, requested: string): string[] {
  const raw = `${path}${requested}`;
  if ("bucket" in target) {
    return [`${target.bucket}${decodeURIComponent(raw)}`];
  }
  if ("functionUrl" in target) {
    return [target.functionUrl];
  }
  if ("domain" in target) {
    return [target.domain];
  }
  if ("publicLoadBalancer" in target) {
    return forwardedTo(world, target.publicLoadBalancer, 443, header, raw);
  }
  return "to" in target.vpcOrigin ? forwardedTo(world, target.vpcOrigin.to, target.port, header, raw) : [];
}

/** Follows a request through load balancers to servers and ports. A rule compares the path as it is sent. */
function forwardedTo(
  world: World,
  name: string,
  port: number,
  header: string | undefined,
  path: string,
): string[] {
  const balancer = world.loadBalancers.find((each) => each.name === name);
  if (balancer === undefined) {
    return [`${name}:${port}`];
  }
  const listener = balancer.listeners.find((each) => each.port === port);
  if (listener === undefined) {
    return [];
  }
  const rule = listener.rules.find(
    (each) =>
      (each.header === undefined || each.header === header) &&
      (each.path === undefined || matches(each.path, path)),
  );
  const action = (balancer.kind === "application" ? rule?.action : undefined) ?? listener.byDefault;
  return "forward" in action
    ? targetsOf(world, action.forward).flatMap((target) =>
        forwardedTo(world, target.to, target.port, header, path),
      )
    : [];
}

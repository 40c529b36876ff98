/** Requests one concrete URL after the other, without a signature, and compares what is served with what signatures protect. */
import type { Behavior, Distribution, Origin } from "../world/edge";
import type { World } from "../world/world";
import { targetsOf } from "./protected";

/** A request that serves without a signature what needs one. */
export interface RequestWitness {
  readonly distribution: string;
  readonly path: string;
  /** What is served: a server and its port, a function, or an object of a bucket. */
  readonly content: string;
  readonly why: "secure path" | "also served signed";
}

const globs = new Map<string, RegExp>();

/** Tells whether a path matches a pattern of CloudFront: `*` is any text and `?` one character, with or without the first slash. */
export function matches(pattern: string, path: string): boolean {
  const known = globs.get(pattern);
  if (known !== undefined) {
    return known.test(path);
  }
  const escaped = pattern.replace(/^\//, "").replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const made = new RegExp(`^/${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
  globs.set(pattern, made);
  return made.test(path);
}

/** Returns the behavior that serves a path: the first that matches. */
function behaviorFor({ behaviors, byDefault }: Distribution, path: string): Behavior {
  return behaviors.find(({ pattern }) => matches(pattern, path)) ?? byDefault;
}

/** Draws concrete paths from patterns. */
function pathsOf(patterns: readonly string[]): string[] {
  const pieces = patterns
    .flatMap((pattern) => pattern.split(/[*?]/))
    .map((piece) => piece.replace(/^\//, ""));
  const fills = [...new Set(["", "a", "b/c", ...pieces, ...pieces.map((piece) => `${piece}a`)])];
  const drawn = patterns.flatMap((pattern) =>
    fills.map((fill) => `/${pattern.replace(/^\//, "").replaceAll("?", "a").replaceAll("*", fill)}`),
  );
  return [...new Set(drawn)].filter((path) => !path.includes("//"));
}

/**
 * Lists how else a path can be spelled: an encoded slash is no slash for CloudFront, and one for S3 and for many servers.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */
function spellings(path: string): string[] {
  const [, ...segments] = path.split("/");
  const encoded = segments.slice(1).map((_, at) => {
    const before = segments.slice(0, at + 1).join("/");
    return `/${before}%2F${segments.slice(at + 1).join("/")}`;
  });
  return [path, ...encoded];
}

/**
 * Requests every path of every distribution; returns a request that serves what it must not.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html Origin path
 */
export function requestWitness(world: World): RequestWitness | undefined {
  const { distributions } = world;
  const patterns = distributions.flatMap(({ behaviors, securePaths }) => [
    ...behaviors.map(({ pattern }) => pattern),
    ...securePaths,
  ]);
  const drawn = pathsOf([...new Set([...patterns, "*"])]);
  // An origin without a path reads by its full name what another reads below its path.
  const folders = distributions.flatMap(({ origins }) => origins.flatMap(({ path }) => path ?? []));
  const paths = [...new Set(["", ...folders].flatMap((folder) => drawn.map((path) => `${folder}${path}`)))];
  for (const distribution of distributions) {
    const found = paths.find(
      (path) =>
        distribution.securePaths.some((pattern) => matches(pattern, path)) &&
        !behaviorFor(distribution, path).signed,
    );
    if (found !== undefined) {
      return { distribution: distribution.name, path: found, content: "", why: "secure path" };
    }
  }
  const signed = new Set<string>();
  const objects: { bucket: string; key: string }[] = [];
  for (const distribution of distributions) {
    for (const path of paths) {
      const behavior = behaviorFor(distribution, path);
      for (const origin of behavior.signed ? originsOf(distribution, behavior) : []) {
        for (const content of contentOf(world, origin, path)) {
          signed.add(content);
        }
        if ("bucket" in origin.target) {
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
  for (const distribution of distributions) {
    for (const path of new Set(attempts.flatMap(spellings))) {
      const behavior = behaviorFor(distribution, path);
      for (const origin of behavior.signed ? [] : originsOf(distribution, behavior)) {
        const content = contentOf(world, origin, path).find((each) => signed.has(each));
        if (content !== undefined) {
          return { distribution: distribution.name, path, content, why: "also served signed" };
        }
      }
    }
  }
  return undefined;
}

/** Lists the origins of a behavior: one, or both members of an origin group. */
function originsOf({ origins, originGroups }: Distribution, { origin }: Behavior): Origin[] {
  const ids: readonly string[] = originGroups.find(({ id }) => id === origin)?.members ?? [origin];
  return origins.filter(({ id }) => ids.includes(id));
}

/** Lists what an origin serves at a path: `server:port`, a function, or an object. */
function contentOf(world: World, { target, header, path = "" }: Origin, requested: string): string[] {
  const raw = `${path}${requested}`;
  if ("bucket" in target) {
    return [`${target.bucket}${raw.replaceAll("%2F", "/")}`];
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

/** Follows a request through load balancers to servers and ports. */
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

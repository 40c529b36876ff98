import type { Options } from "../../options/options";
import { isWithin } from "../../reachability/coverage";
import type { Declaration } from "../../resources/cloudfront/declarations";
import { type Distribution, requiresSignature } from "../../resources/cloudfront/distributions";
import { known, type UnknownField } from "../../values/field";

/** A secure or public path pattern that a distribution is checked against. */
export interface CheckedPath {
  readonly pattern: string;
  /** Patterns whose URLs are not checked. */
  readonly exceptions: readonly string[];
  /** The URN of the component that declares the path; undefined if an option lists it. */
  readonly component?: string;
}

/**
 * Returns whether a distribution is checked against the options' paths: it has a server as origin, or a behavior that
 * requires a signature or may. What a component declares for a distribution is checked in any case.
 */
export function isCheckedByOptions({ hasServerOrigin, behaviors }: Distribution): boolean {
  return hasServerOrigin || behaviors.some((behavior) => known(requiresSignature(behavior)) !== false);
}

type PathOptions = Pick<Options, "securePaths" | "publicPaths">;

/**
 * Returns the secure paths that a distribution is checked against, with their exceptions.
 *
 * A component's public paths are exceptions only to the component's own secure paths that contain them, as in its
 * behaviors; a program cannot weaken the option `securePaths`. The option `publicPaths` is an exception to both.
 */
export function checkedSecurePaths(declared: readonly Declaration[], options: PathOptions): CheckedPath[] {
  const { securePaths, publicPaths } = options;
  return distinct([
    ...securePaths.map((pattern) => ({ pattern, exceptions: publicPaths })),
    ...declared.flatMap((declaration) =>
      declaration.securePaths.flatMap(knownOnly).map((pattern) => {
        const own = declaration.publicPaths.flatMap(knownOnly).filter((each) => isWithin(each, [pattern]));
        return { pattern, exceptions: [...publicPaths, ...own], component: declaration.component };
      }),
    ),
  ]);
}

/**
 * Returns the public paths that a distribution is checked against. URLs that also match a secure path, of the same
 * component or of the options, are excepted unless the public path is inside it.
 */
export function checkedPublicPaths(declared: readonly Declaration[], options: PathOptions): CheckedPath[] {
  return distinct([
    ...options.publicPaths.map((pattern) => ({ pattern, exceptions: [] })),
    ...declared
      .filter((declaration) => unknownPaths(declaration).length === 0)
      .flatMap((declaration) =>
        declaration.publicPaths.flatMap(knownOnly).map((pattern) => {
          const secure = declaration.securePaths
            .flatMap(knownOnly)
            .filter((each) => !isWithin(pattern, [each]));
          return {
            pattern,
            exceptions: [...options.securePaths, ...secure],
            component: declaration.component,
          };
        }),
      ),
  ]);
}

/** Returns the unknown secure paths of a declaration. */
export function unknownPaths({ securePaths }: Declaration): UnknownField[] {
  return securePaths.flatMap((each) => (each.state === "unknown" ? [each] : []));
}

/** Names a component in a message. */
export function componentName(urn: string): string {
  const name = urn.split("::").at(-1) ?? "";
  return /^[A-Za-z0-9][\w.-]{0,99}$/.test(name) ? `the component "${name}"` : "a component";
}

function knownOnly(field: Declaration["securePaths"][number]): string[] {
  const value = known(field);
  return value === undefined ? [] : [value];
}

/** Removes paths that an earlier path covers: a component repeats what its parent declares. */
function distinct(paths: readonly CheckedPath[]): CheckedPath[] {
  return paths.filter(
    ({ pattern, exceptions }, at) =>
      !paths
        .slice(0, at)
        .some(
          (earlier) =>
            earlier.pattern === pattern && earlier.exceptions.every((each) => exceptions.includes(each)),
        ),
  );
}

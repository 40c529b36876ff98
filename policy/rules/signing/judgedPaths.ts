import { isWithin } from "../../reachability/coverage";
import type { Declaration } from "../../resources/cloudfront/declarations";
import type { Options } from "../../runtime/options";
import { known, type UnknownField } from "../../values/field";

/** A path pattern that a distribution is judged by. */
export interface JudgedPath {
  readonly pattern: string;
  /** Patterns whose URLs are not judged. */
  readonly exceptions: readonly string[];
  /** URN of the component that declares the path; none where the options name it. */
  readonly component?: string;
}

type PathOptions = Pick<Options, "securePaths" | "publicPaths">;

/**
 * Lists the secure paths that a distribution is judged by, with what of each is public on purpose.
 *
 * A component's public paths are exceptions only in the secure paths of that component which hold them, as its behaviors
 * have it; so a program weakens nothing that the options name. The option `publicPaths` is an exception in both.
 */
export function judgedSecurePaths(declared: readonly Declaration[], options: PathOptions): JudgedPath[] {
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
 * Lists the public paths that a distribution is judged by. Where a component's public path meets a secure one, of the
 * same component or of the options, the signature comes first, unless the public path lies inside.
 */
export function judgedPublicPaths(declared: readonly Declaration[], options: PathOptions): JudgedPath[] {
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

/** The secure paths of a declaration that cannot be seen. */
export function unknownPaths({ securePaths }: Declaration): UnknownField[] {
  return securePaths.flatMap((each) => (each.state === "unknown" ? [each] : []));
}

/** Names a component for a message. */
export function componentName(urn: string): string {
  const name = urn.split("::").at(-1) ?? "";
  return /^[A-Za-z0-9][\w.-]{0,99}$/.test(name) ? `the component "${name}"` : "a component";
}

function knownOnly(field: Declaration["securePaths"][number]): string[] {
  const value = known(field);
  return value === undefined ? [] : [value];
}

/** Drops a path for which an earlier one of the same pattern finds as much: a component repeats what its parent declares. */
function distinct(paths: readonly JudgedPath[]): JudgedPath[] {
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

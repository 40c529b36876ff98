import { ERROR_PAGES } from "./errorPagePaths";
import { type PatternArgs, pathPatterns } from "./pathPatterns";

/** The path patterns that a component registers with the engine: the policy pack judges the distribution by them. */
export interface DeclaredPaths {
  /** Patterns of all paths that need a signature. */
  readonly securePaths: readonly string[];
  /** Patterns of all public paths; those inside a secure path are its exceptions. */
  readonly publicPaths: readonly string[];
}

/**
 * Collects the path patterns of all applications behind one distribution, each pattern once.
 *
 * @param errorPages whether the distribution has error pages, which are always public
 */
export function declaredPaths(
  args: PatternArgs & { readonly additionalApplications?: readonly PatternArgs[] | undefined },
  errorPages: boolean,
): DeclaredPaths {
  const applications = [args, ...(args.additionalApplications ?? [])].map(pathPatterns);
  const unique = (patterns: string[]) => [...new Set(patterns)];
  return {
    securePaths: unique(applications.flatMap(({ secure }) => secure)),
    publicPaths: unique([
      ...applications.flatMap((patterns) => patterns.public),
      ...(errorPages ? [ERROR_PAGES.pattern] : []),
    ]),
  };
}

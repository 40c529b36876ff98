import { ERROR_PAGES } from "./errorPagePaths";
import { patternsOf } from "./pathPatterns";

/** The paths of one application. */
interface ApplicationPaths {
  readonly securePaths: readonly { pattern: string }[];
  readonly publicPaths?: readonly string[] | undefined;
}

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
 * @param errorPages whether the distribution has error pages, which are public whatever is signed
 */
export function declaredPaths(
  args: ApplicationPaths & { readonly additionalApplications?: readonly ApplicationPaths[] | undefined },
  errorPages: boolean,
): DeclaredPaths {
  const applications = [args, ...(args.additionalApplications ?? [])];
  const unique = (patterns: string[]) => [...new Set(patterns)];
  return {
    securePaths: unique(applications.flatMap(({ securePaths }) => patternsOf(securePaths))),
    publicPaths: unique([
      ...applications.flatMap(({ publicPaths = [] }) => publicPaths),
      ...(errorPages ? [ERROR_PAGES.pattern] : []),
    ]),
  };
}

import { type BehaviorPlan, type PathRule, planBehaviors } from "../../cloudfront/plan/behaviors";
import { covers } from "../../cloudfront/plan/globs";
import { problem } from "../../internal/problem";

/** A route of the members app's public port, and the public paths that cover it: a wide pattern, or else a narrow one. */
interface UnsignedRoute {
  /** All paths of the route, as a pattern. */
  route: string;
  wide: string;
  narrow: string;
}

const exactly = (route: string): UnsignedRoute => ({ route, wide: route, narrow: route });

/** A file with ten digits of its hash in its name. */
const asset = (stem: string, extension: string): UnsignedRoute => ({
  route: `/assets/${stem}-??????????.${extension}`,
  wide: "/assets/*",
  narrow: `/assets/${stem}-*.${extension}`,
});

const download = (name: string): UnsignedRoute => ({
  route: `/get/downloads/${name}`,
  wide: "/get/downloads/*",
  narrow: `/get/downloads/${name}`,
});

/**
 * Routes that the members app serves on its public port alone. Behind a signed behavior a request without a signature gets
 * 403, and one with a signature 404, because the signed port has none of them.
 */
export const UNSIGNED_ROUTES: readonly UnsignedRoute[] = [
  exactly("/"),
  asset("site", "css"),
  asset("site", "js"),
  asset("icon", "svg"),
  exactly("/login"),
  exactly("/login/start"),
  exactly("/callback"),
  exactly("/logout"),
  exactly("/account"),
  exactly("/session"),
  exactly("/request-access"),
  download("light-2028.csv"),
  download("moor-session.wav"),
];

/**
 * Refuses patterns that are signed, or served from a bucket, and cover the members app's own pages, its sign-in pages among
 * them.
 *
 * @param rules the rules of all paths of a site, in any order
 * @param reserved the pattern of the error pages
 * @param plan the plan of these rules, where it is made already
 */
export function unsignedRouteProblems(
  rules: PathRule[],
  reserved: string,
  { ordered, problems }: BehaviorPlan<PathRule> = planBehaviors(rules, reserved),
): string[] {
  // Rules that cannot be planned are refused for their own reason.
  if (problems.length > 0) {
    return [];
  }
  const signed = signedRules(ordered);
  const [first] = signed;
  if (first === undefined) {
    return [];
  }
  const fix = suggestion(rules, reserved, signed);
  const [what, got] =
    signed.length === 1
      ? [first.argument, first.pattern]
      : ["securePaths", signed.map(({ pattern }) => pattern)];
  const pages = unique(UNSIGNED_ROUTES.map(({ wide }) => wide)).join(", ");
  return [
    problem(
      what,
      got,
      signed.some((rule) => rule.signed)
        ? "patterns that leave the members site's own pages public, the sign-in pages among them"
        : "patterns that leave the members site's own pages to the application, the sign-in pages among them",
      fix === undefined
        ? `sign other paths than ${pages}`
        : `write publicPaths: [${fix.map((path) => JSON.stringify(path)).join(", ")}]`,
    ),
  ];
}

/** Finds the signed rules, and those of a bucket, that serve a route: the first rule that covers it decides. */
function signedRules(ordered: PathRule[]): PathRule[] {
  const deciding = UNSIGNED_ROUTES.map(({ route }) => ordered.find(({ pattern }) => covers(pattern, route)));
  return ordered.filter((rule) => (rule.signed || rule.fromBucket === true) && deciding.includes(rule));
}

/** Suggests the whole list of public paths with which every route is public; undefined if there is none. */
function suggestion(rules: PathRule[], reserved: string, signed: PathRule[]): string[] | undefined {
  // Additional applications have lists of their own.
  const given = rules
    .filter(({ argument }) => argument.startsWith("publicPaths"))
    .map(({ pattern }) => pattern);
  const needed = UNSIGNED_ROUTES.filter(({ route }) => signed.some(({ pattern }) => covers(pattern, route)));
  const lists = [needed.map(({ wide }) => wide), needed.map(({ narrow }) => narrow)];
  return lists
    .map((more) => unique(more).filter((pattern) => !given.includes(pattern)))
    .filter((more) => {
      const added = more.map((pattern) => ({ argument: "publicPaths", pattern, signed: false }));
      const plan = planBehaviors([...rules, ...added], reserved);
      return plan.problems.length === 0 && signedRules(plan.ordered).length === 0;
    })
    .map((more) => [...given, ...more])[0];
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}

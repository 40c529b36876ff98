import { problem, rangeProblems } from "../../internal/problem";
import { covers, overlaps, rooted } from "./globs";
import { patternProblems } from "./pathPatterns";

/**
 * The most cache behaviors of a distribution.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const MAX_BEHAVIORS = 75;

/** The default behavior and that of the error pages. */
const OWN_BEHAVIORS = 2;

/** A path pattern, and whether it needs a signature. `argument` is its name in the caller's arguments. */
export interface PathRule {
  argument: string;
  pattern: string;
  signed: boolean;
  /** Whether a bucket serves it. Default: false. */
  fromBucket?: boolean;
}

/** The rules in the order in which CloudFront has to try them, or the problems that prevent one. */
export interface BehaviorPlan<T extends PathRule> {
  ordered: T[];
  problems: string[];
}

/**
 * Orders path rules for CloudFront, which takes the first match.
 *
 * A narrower pattern comes before a wider one that covers it, so a public exception opens in a signed path and a signed path
 * remains signed inside a public one. Where a signed and a public pattern only overlap, the signed one comes first: in doubt
 * a path is protected.
 *
 * @param reserved the pattern of the error pages, which no rule may cover
 */
export function planBehaviors<T extends PathRule>(rules: T[], reserved: string): BehaviorPlan<T> {
  const invalid = rules.flatMap((rule) => patternProblems(rule.argument, rule.pattern));
  if (invalid.length > 0) {
    return { ordered: [], problems: invalid };
  }
  const clashes = [
    ...quotaProblems(rules),
    ...duplicateProblems(rules),
    ...reservedProblems(rules, reserved),
  ];
  if (clashes.length > 0) {
    return { ordered: [], problems: clashes };
  }
  return sort(rules);
}

/** Validates the number of secure paths: without one, nothing needs a signature. */
export function securePathProblems(count: number): string[] {
  if (count > 0) {
    return [];
  }
  const fix = 'name what needs a signature, like { pattern: "/premium/*", content: "dynamic" }';
  return [problem("securePaths", [], "one or more", fix)];
}

/**
 * Validates the number of key groups of a behavior.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function keyGroupProblems(count: number): string[] {
  return rangeProblems("the number of keyGroupIds", count, 1, 4, "put several keys into one group");
}

function quotaProblems(rules: PathRule[]): string[] {
  if (rules.length <= MAX_BEHAVIORS - OWN_BEHAVIORS) {
    return [];
  }
  const allowed = `at most ${MAX_BEHAVIORS - OWN_BEHAVIORS} patterns`;
  return [
    problem("securePaths and publicPaths together", rules.length, allowed, "join patterns by wildcards"),
  ];
}

function duplicateProblems(rules: PathRule[]): string[] {
  return rules.flatMap((rule, index) => {
    const twin = rules.slice(0, index).find((earlier) => same(earlier, rule));
    if (twin === undefined) {
      return [];
    }
    const allowed = "each path once, either signed or public";
    return [
      problem(rule.argument, rule.pattern, allowed, `remove it: ${twin.argument} matches the same paths`),
    ];
  });
}

function reservedProblems(rules: PathRule[], reserved: string): string[] {
  return rules
    .filter((rule) => covers(reserved, rule.pattern))
    .map((rule) =>
      problem(rule.argument, rule.pattern, "a path of the application", `choose a path outside ${reserved}`),
    );
}

function same(one: PathRule, other: PathRule): boolean {
  return (
    rooted(one.pattern) === rooted(other.pattern) ||
    (covers(one.pattern, other.pattern) && covers(other.pattern, one.pattern))
  );
}

function precedes(one: PathRule, other: PathRule): boolean {
  if (covers(other.pattern, one.pattern)) {
    return true;
  }
  const wider = covers(one.pattern, other.pattern);
  return !wider && one.signed && !other.signed && overlaps(one.pattern, other.pattern);
}

/** Takes repeatedly the first rule that no other remaining rule has to precede: ties keep the given order. */
function sort<T extends PathRule>(rules: T[]): BehaviorPlan<T> {
  const ordered: T[] = [];
  let remaining = rules;
  while (remaining.length > 0) {
    const first = remaining.find(
      (rule) => !remaining.some((other) => other !== rule && precedes(other, rule)),
    );
    if (first === undefined) {
      return { ordered: [], problems: [circle(remaining)] };
    }
    ordered.push(first);
    remaining = remaining.filter((rule) => rule !== first);
  }
  return { ordered, problems: [] };
}

function circle(rules: PathRule[]): string {
  const patterns = rules.map((rule) => `${rule.argument} ${rule.pattern}`).join(", ");
  const allowed = "patterns that can be tried one after the other";
  return problem(
    "securePaths and publicPaths",
    patterns,
    allowed,
    "narrow the public ones to one signed path each",
  );
}

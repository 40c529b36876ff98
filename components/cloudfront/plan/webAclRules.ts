import { problem } from "../../internal/problem";

/** Requests that one address may make in five minutes. */
export interface RateLimits {
  readonly requests: number;
  /** Requests to sign in or out. */
  readonly signIns: number;
}

/** The default limits: a page with its images is about thirty requests. */
export const DEFAULT_RATES: RateLimits = { requests: 2000, signIns: 100 };

/**
 * Bounds of a rate rule's limit.
 *
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
 */
const [LOWEST, HIGHEST] = [10, 2_000_000_000];

/** Seconds over which requests are counted. */
const WINDOW = 300;

/** AWS's managed rule groups, in the order of their evaluation. */
const MANAGED_GROUPS = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesCommonRuleSet",
];

/** A rule of a web ACL as the AWS provider accepts it. */
export interface WebAclRule {
  name: string;
  priority: number;
  action?: { count: object } | { block: object };
  overrideAction?: { count: object } | { none: object };
  statement: object;
  visibilityConfig: Visibility;
}

/** What a rule reports. */
export interface Visibility {
  cloudwatchMetricsEnabled: boolean;
  metricName: string;
  sampledRequestsEnabled: boolean;
}

/** Enables metrics but no samples: a sampled request shows its query string, which may be a signature. */
export function visibility(metricName: string): Visibility {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}

/**
 * Returns the rules of the web ACL: rate limits first, which are cheap to evaluate, the stricter one before the other.
 *
 * @param blocks whether a request that matches a rule is refused, or counted and allowed
 */
export function webAclRules(blocks: boolean, rates: RateLimits, loginPath: string): WebAclRule[] {
  const own = blocks ? { block: {} } : { count: {} };
  const rate = (name: string, priority: number, limit: number, scope: object): WebAclRule => ({
    name,
    priority,
    action: own,
    statement: {
      rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: WINDOW, limit, ...scope },
    },
    visibilityConfig: visibility(name),
  });
  const managed = MANAGED_GROUPS.map((name, index) => ({
    name,
    priority: 10 + index,
    overrideAction: blocks ? { none: {} } : { count: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    visibilityConfig: visibility(name),
  }));
  return [
    rate("sign-in-rate", 0, rates.signIns, {
      scopeDownStatement: { orStatement: { statements: signInPaths(loginPath).map(below) } },
    }),
    rate("request-rate", 1, rates.requests, {}),
    ...managed,
  ];
}

/** Paths of the members site at which it sends requests to the issuer. */
const SIGN_IN_PATHS = ["/login", "/callback", "/logout"];

/** Returns the prefixes of the paths whose requests count as signing in or out. */
export function signInPaths(loginPath: string): string[] {
  return [...new Set([loginPath.toLowerCase(), ...SIGN_IN_PATHS])];
}

/** Matches a path prefix, decoded and in lower case, so that no spelling bypasses it. */
function below(path: string): object {
  const textTransformations = [
    { priority: 0, type: "URL_DECODE" },
    { priority: 1, type: "LOWERCASE" },
  ];
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: "STARTS_WITH",
      searchString: path,
      textTransformations,
    },
  };
}

/** Headers that are redacted in the web ACL's log, beside the query string: each may have a credential. */
export const REDACTED_HEADERS = ["authorization", "cookie", "referer"];

/** Validates rate limits. */
export function rateProblems(rates: RateLimits, at = ""): string[] {
  const named = { requestsPerFiveMinutes: rates.requests, signInsPerFiveMinutes: rates.signIns };
  return Object.entries(named)
    .filter(([, limit]) => !Number.isInteger(limit) || limit < LOWEST || limit > HIGHEST)
    .map(([what, limit]) =>
      problem(
        `${at}${what}`,
        limit,
        `a whole number from ${LOWEST} to ${HIGHEST}`,
        "choose how many requests one address may make",
      ),
    );
}

export { patternMatches } from "./distribution/behaviors";
export {
  type ConfigurationFinding,
  configurationFindings,
  keyGroupFindings,
} from "./distribution/configuration";
export {
  type Behavior,
  type BehaviorDescription,
  type Distribution,
  type DistributionDescription,
  type ErrorResponseDescription,
  loadDistribution,
  type ViewerProtocolPolicy,
} from "./distribution/distribution";
export { type ErrorPage, errorKeptFor, errorPageFor, statusWithPage } from "./distribution/errorResponses";
export { normalisedPaths } from "./distribution/normalisePath";
export { checkOriginHeader, withOriginHeaders } from "./distribution/originHeaders";
export { readDistribution } from "./distribution/readDistribution";
export { distributionsOfState } from "./distribution/stackState";
export { type ExplainOptions, explain } from "./explain";
export { requestFromUrl, type ViewerRequest } from "./request/request";
export type { EdgeResponse } from "./response";
export { type Basis, type Rule, type RuleId, type RuleSource, rules, sourceOf } from "./rules";
export type { Note, Outcome, Ruling, TraceStep, VerdictCode } from "./ruling";
export type { Comparison, MatchedBehavior, Verdict } from "./verdict";

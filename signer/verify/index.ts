export { patternMatches } from "./behaviors";
export { type ConfigurationFinding, configurationFindings, keyGroupFindings } from "./configuration";
export {
  type Behavior,
  type BehaviorDescription,
  type Distribution,
  type DistributionDescription,
  type ErrorResponseDescription,
  loadDistribution,
  type ViewerProtocolPolicy,
} from "./distribution";
export { type ErrorPage, errorKeptFor, errorPageFor, statusWithPage } from "./errorResponses";
export { type ExplainOptions, explain } from "./explain";
export { normalisedPaths } from "./normalisePath";
export { judgeOriginHeader, withOriginHeaders } from "./originHeaders";
export { readDistribution } from "./readDistribution";
export { requestFromUrl, type ViewerRequest } from "./request";
export type { EdgeResponse } from "./response";
export { type Basis, type Rule, type RuleId, type RuleSource, rules, sourceOf } from "./rules";
export { distributionsOfState } from "./stackState";
export type {
  Comparison,
  MatchedBehavior,
  Note,
  Outcome,
  Ruling,
  TraceStep,
  Verdict,
  VerdictCode,
} from "./verdict";

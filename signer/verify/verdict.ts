/** The verifier's answer to one request. */
import type { ErrorPage } from "./distribution/errorResponses";
import type { EdgeResponse } from "./response";
import type { RuleSource } from "./rules";
import type { Note, Ruling, TraceStep } from "./ruling";

/** What was signed beside what the request yields, when the two differ. */
export interface Comparison {
  /** The policy text that the signature covers, where it can be determined. */
  readonly signed: string | undefined;
  /** The policy text, or the URL, that the request yields. */
  readonly reconstructed: string;
  /** Why the client may have sent something other than what was signed; a proven reason first. */
  readonly hints: readonly string[];
}

/** The behavior that the request matched. */
export interface MatchedBehavior {
  readonly pathPattern: string;
  /** Its position in the list, from 0. */
  readonly index: number;
  readonly restricted: boolean;
}

/** The whole answer to one request. */
export interface Verdict extends Ruling {
  readonly source: RuleSource;
  readonly behavior: MatchedBehavior | undefined;
  /** CloudFront's own response, when the request does not reach the cache or the origin. */
  readonly response: EdgeResponse | undefined;
  /** The custom error response that replaces `response`. */
  readonly errorPage: ErrorPage | undefined;
  readonly comparison: Comparison | undefined;
  readonly notes: readonly Note[];
  readonly trace: readonly TraceStep[];
  /** For `unknown`: the answer under each reading of AWS's documentation. */
  readonly readings: readonly Ruling[];
}

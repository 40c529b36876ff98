/** The verifier's answer, and the smaller answers it is put together from. */
import type { ErrorPage } from "./distribution/errorResponses";
import type { EdgeResponse } from "./response";
import type { RuleId, RuleSource } from "./rules";

/** `unknown`: AWS leaves the point open. Whoever has to decide refuses. */
export type Outcome = "allow" | "deny" | "unknown";

/** CloudFront's own error codes, and names for what has none. */
export type VerdictCode =
  | "Allowed"
  | "NotRestricted"
  | "MissingKey"
  | "InvalidKey"
  | "MalformedSignature"
  | "MalformedPolicy"
  | "AccessDenied"
  | "RedirectToHttps"
  | "HttpsOnly"
  | "UnknownHost"
  | "BadRequest"
  | "UrlTooLong"
  /** AWS does not say which code this answer carries. */
  | "unknown";

/** One decision with its reason. */
export interface Ruling {
  readonly outcome: Outcome;
  readonly code: VerdictCode;
  readonly rule: RuleId;
  /** What was found in this request, one sentence. */
  readonly detail: string;
}

/** Something to know that decides nothing by itself. */
export interface Note {
  readonly rule: RuleId;
  readonly detail: string;
}

/** One step on the way, in order. */
export interface TraceStep {
  readonly step: "parse" | "match" | "protocol" | "credentials" | "key" | "signature" | "policy" | "evaluate";
  readonly detail: string;
}

/** What was signed beside what the request yields, when the two differ. */
export interface Comparison {
  /** The policy text that the signature covers, where it can be told. */
  readonly signed: string | undefined;
  /** The policy text, or the URL, that the request yields. */
  readonly reconstructed: string;
  /** Why a client may have sent something else than what was signed; the proven reason first. */
  readonly hints: readonly string[];
}

/** The behavior that the request met. */
export interface MatchedBehavior {
  readonly pathPattern: string;
  /** Its place in the list, from 0. */
  readonly index: number;
  readonly restricted: boolean;
}

/** The whole answer to one request. */
export interface Verdict extends Ruling {
  readonly source: RuleSource;
  readonly behavior: MatchedBehavior | undefined;
  /** What CloudFront itself answers when it does not go on to the cache or the origin. */
  readonly response: EdgeResponse | undefined;
  /** The custom error response that takes the place of `response`. */
  readonly errorPage: ErrorPage | undefined;
  readonly comparison: Comparison | undefined;
  readonly notes: readonly Note[];
  readonly trace: readonly TraceStep[];
  /** For `unknown`: what each way of reading AWS's pages would answer. */
  readonly readings: readonly Ruling[];
}

/** Builds a refusal. */
export function deny(code: VerdictCode, rule: RuleId, detail: string): Ruling {
  return { outcome: "deny", code, rule, detail };
}

/** Builds an answer that AWS leaves open. */
export function open(code: VerdictCode, rule: RuleId, detail: string): Ruling {
  return { outcome: "unknown", code, rule, detail };
}

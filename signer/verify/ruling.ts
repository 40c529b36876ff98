/** One decision about a request with its reason, and what is found on the way to it. */
import type { RuleId } from "./rules";

/** `unknown`: AWS's documentation leaves the point open. Treat it as a refusal where access depends on it. */
export type Outcome = "allow" | "deny" | "unknown";

/** CloudFront's own error codes, and names for outcomes that have none. */
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
  /** AWS does not document the code of this answer. */
  | "unknown";

/** One decision with its reason. */
export interface Ruling {
  readonly outcome: Outcome;
  readonly code: VerdictCode;
  readonly rule: RuleId;
  /** What was found in this request, in one sentence. */
  readonly detail: string;
}

/** Something worth knowing that does not change the outcome. */
export interface Note {
  readonly rule: RuleId;
  readonly detail: string;
}

/** One step of the evaluation, in order. */
export interface TraceStep {
  readonly step: "parse" | "match" | "protocol" | "credentials" | "key" | "signature" | "policy" | "evaluate";
  readonly detail: string;
}

/** Notes and trace steps, collected while a request is checked. */
export interface Findings {
  readonly notes: Note[];
  readonly trace: TraceStep[];
}

/** Returns a refusal. */
export function deny(code: VerdictCode, rule: RuleId, detail: string): Ruling {
  return { outcome: "deny", code, rule, detail };
}

/** Returns the ruling on a point that AWS's documentation leaves open. */
export function open(code: VerdictCode, rule: RuleId, detail: string): Ruling {
  return { outcome: "unknown", code, rule, detail };
}

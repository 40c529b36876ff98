/** What is known of one request when it is over: for the access log and for the inspector. */
import type { Outcome } from "../../../signer/verify";
import type { HopNote } from "../hop";

/** How the edge answered. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html "x-edge-result-type" */
export type ResultType = "Hit" | "Miss" | "Error" | "Redirect";

/** The verifier's answer, as far as people want to see it. */
export interface VerdictRecord {
  readonly outcome: Outcome;
  readonly code: string;
  readonly rule: string;
  readonly detail: string;
  readonly says: string;
  readonly source: string;
}

/** What was decided about a request. */
export interface Decided {
  readonly status: number;
  readonly result: ResultType;
  readonly verdict: VerdictRecord | undefined;
  readonly behavior:
    | { readonly index: number; readonly pathPattern: string; readonly signed: boolean }
    | undefined;
  /** The Key-Pair-Id that it came with. */
  readonly keyId: string | undefined;
  /** The hop where it ended; of a refused request, the one that refused. */
  readonly ended: HopNote;
  /** Path of the custom error page that was shown in place of the answer. */
  readonly errorPage: string | undefined;
}

/** One request, over. */
export interface RequestRecord extends Decided {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly scheme: "http" | "https";
  readonly host: string;
  /** Raw path. */
  readonly path: string;
  /** The query with the values of CloudFront's own parameters left out; undefined without a query. */
  readonly query: string | undefined;
  readonly address: string;
  /** ISO 3166 code of the country that the address plays; undefined where it plays none. */
  readonly country: string | undefined;
  readonly port: number;
  readonly userAgent: string;
  /** Of the page that it came from, without its query. */
  readonly referer: string;
  readonly forwardedFor: string;
  readonly httpVersion: string;
  readonly tls: string | undefined;
  /** Bytes of the request's body, and of the whole answer. */
  readonly received: number;
  readonly sent: number;
  /** Milliseconds to the first byte, and to the last. */
  readonly firstByte: number;
  readonly taken: number;
  readonly contentType: string;
  readonly contentLength: string;
  readonly contentRange: string;
}

/** CloudFront's parameters are credentials, and so are those of a sign-in: their values appear in no log. */
export function maskedQuery(query: string): string {
  return query.replace(
    /(^|&)((?:Expires|Policy|Signature|Key-Pair-Id|Hash-Algorithm|code|state)=)[^&]*/g,
    (_all, before: string, name: string) => `${before}${name}…`,
  );
}

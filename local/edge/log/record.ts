/** The record of a finished request, for the access log and the inspector. */
import type { Outcome } from "../../../signer/verify";
import type { HopNote } from "../hop";

/** How the edge answered. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html "x-edge-result-type" */
export type ResultType = "Hit" | "Miss" | "Error" | "Redirect";

/** The verifier's verdict, for display. */
export interface VerdictRecord {
  readonly outcome: Outcome;
  readonly code: string;
  readonly rule: string;
  readonly detail: string;
  readonly says: string;
  readonly source: string;
}

/** The decisions about a request. */
export interface Decided {
  readonly status: number;
  readonly result: ResultType;
  readonly verdict: VerdictRecord | undefined;
  readonly behavior:
    | { readonly index: number; readonly pathPattern: string; readonly signed: boolean }
    | undefined;
  /** The request's Key-Pair-Id. */
  readonly keyId: string | undefined;
  /** The last hop; for a refused request, the one that refused it. */
  readonly ended: HopNote;
  /** Path of the custom error page that replaced the response. */
  readonly errorPage: string | undefined;
}

/** A finished request. */
export interface RequestRecord extends Decided {
  readonly id: string;
  /** Unix time in milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly scheme: "http" | "https";
  readonly host: string;
  /** Raw path. */
  readonly path: string;
  /** The query without the values of CloudFront's own parameters; undefined without a query. */
  readonly query: string | undefined;
  readonly address: string;
  /** ISO 3166 code of the address's simulated country, if any. */
  readonly country: string | undefined;
  readonly port: number;
  readonly userAgent: string;
  /** Referer, without its query. */
  readonly referer: string;
  readonly forwardedFor: string;
  readonly httpVersion: string;
  readonly tls: string | undefined;
  /** Bytes of the request body, and of the whole response. */
  readonly received: number;
  readonly sent: number;
  /** Milliseconds to the first and the last byte. */
  readonly firstByte: number;
  readonly taken: number;
  readonly contentType: string;
  readonly contentLength: string;
  readonly contentRange: string;
}

/** Masks the values of CloudFront's and of a sign-in's parameters, which are credentials. */
export function maskedQuery(query: string): string {
  return query.replace(
    /(^|&)((?:Expires|Policy|Signature|Key-Pair-Id|Hash-Algorithm|code|state)=)[^&]*/g,
    (_all, before: string, name: string) => `${before}${name}…`,
  );
}

/** Plain http on a behavior that wants https. */
import type { Behavior } from "../distribution/distribution";
import { type EdgeResponse, redirect, refusal } from "../response";
import { deny, type Ruling } from "../verdict";
import type { ParsedRequest } from "./request";

/** A ruling with the response that carries it. */
export interface ProtocolRuling {
  readonly ruling: Ruling;
  readonly response: EdgeResponse;
}

/** Answers for a request that may not stay on http; undefined when it may. */
export function judgeProtocol(request: ParsedRequest, behavior: Behavior): ProtocolRuling | undefined {
  if (request.scheme === "https" || behavior.viewerProtocolPolicy === "allow-all") {
    return undefined;
  }
  if (behavior.viewerProtocolPolicy === "https-only") {
    const ruling = deny("HttpsOnly", "protocol.https-only", "the behavior takes https only");
    return { ruling, response: refusal("HttpsOnly") };
  }
  const simple = request.method === "GET" || request.method === "HEAD";
  if (!simple && Number(request.httpVersion) < 1.1) {
    const detail = `HTTP/${request.httpVersion} ${request.method} cannot be redirected`;
    return { ruling: deny("HttpsOnly", "protocol.redirect-http10", detail), response: refusal("HttpsOnly") };
  }
  const target = request.query === undefined ? request.path : `${request.path}?${request.query}`;
  const status = simple ? 301 : 307;
  return {
    ruling: deny("RedirectToHttps", "protocol.redirect", `${status} to https, the query kept`),
    response: redirect(status, request.host.replace(/:\d*$/, ""), target),
  };
}

/** Checks plain HTTP against the viewer protocol policy. */
import type { Behavior } from "../distribution/distribution";
import { type EdgeResponse, redirect, refusal } from "../response";
import { deny, type Ruling } from "../ruling";
import type { ParsedRequest } from "./request";

/** A ruling and its response. */
export interface ProtocolRuling {
  readonly ruling: Ruling;
  readonly response: EdgeResponse;
}

/** Redirects or refuses a request over plain HTTP; undefined where the behavior allows it. */
export function checkProtocol(request: ParsedRequest, behavior: Behavior): ProtocolRuling | undefined {
  if (request.scheme === "https" || behavior.viewerProtocolPolicy === "allow-all") {
    return undefined;
  }
  if (behavior.viewerProtocolPolicy === "https-only") {
    const ruling = deny("HttpsOnly", "protocol.https-only", "the behavior allows HTTPS only");
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
    ruling: deny("RedirectToHttps", "protocol.redirect", `${status} to https, query included`),
    response: redirect(status, request.host.replace(/:\d*$/, ""), target),
  };
}

import type { Action, Listener } from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { is, known } from "../../values/field";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { signedBalancerOptions, signedBalancersOf } from "./signedBalancers";

/** The default action of a listener refuses the request. */
export const listenerDefaultActionRefuses: Rule = {
  name: "listener-default-action-refuses",
  displayName: "Listener default action refuses",
  description: "The default action of a listener responds with an error, or redirects to HTTPS.",
  rationale: "A default action that forwards serves requests that did not come through CloudFront.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["elb", "secret header"],
  remediationSteps:
    "Make the default action a fixed response with an error such as 403, and forward only in rules that check the secret " +
    "header.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  scope: "resource",
  stackPolicy: "signing-and-tiers",
  types: [t.listener],
  options: signedBalancerOptions,
  onUnknown: "deny",
  check(model, options) {
    const signed = signedBalancersOf(model, options);
    return model.listeners
      .filter(({ urn, loadBalancer }) => signed.hasListener(urn, loadBalancer))
      .flatMap(findingsIn);
  },
};

/** Protocols of network load balancers, whose listeners have no rules. */
const withoutRules = ["TCP", "UDP", "TCP_UDP", "TLS", "QUIC", "TCP_QUIC"];

function findingsIn({ urn, protocol, actions }: Listener): Finding[] {
  if (is(protocol, ...withoutRules)) {
    return [];
  }
  if (actions.state === "unknown") {
    return [unknownFinding(urn, actions, "the listener may forward requests that match no rule")];
  }
  return (known(actions) ?? []).flatMap((action) => findingsInAction(urn, action));
}

function findingsInAction(urn: string, { path, type, statusCode, redirectProtocol }: Action): Finding[] {
  const fix = "Use a fixed response with status 403";
  if (type.state === "unknown") {
    return [unknownFinding(urn, type, "the listener may forward requests that match no rule")];
  }
  if (is(type, "redirect")) {
    return is(redirectProtocol, "HTTPS", "#{protocol}")
      ? []
      : [{ urn, path, why: "requests that match no rule are redirected to plain HTTP", fix }];
  }
  if (is(type, "fixed-response")) {
    const code = known(statusCode);
    // An error of any kind reaches no target.
    if (code !== undefined && /^[45](\d\d|XX)$/.test(code)) {
      return [];
    }
    const answer = code !== undefined && /^\d{3}$/.test(code) ? code : "a status that is no error";
    return [
      { urn, path: statusCode.path, why: `requests that match no rule are answered with ${answer}`, fix },
    ];
  }
  return [{ urn, path, why: "requests that match no rule are forwarded to the application", fix }];
}

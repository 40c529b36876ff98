import type { Action, Listener } from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { is, known } from "../../values/field";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** What no rule admits is refused. */
export const listenerDefaultActionRefuses: Rule = {
  name: "listener-default-action-refuses",
  displayName: "Listener default action refuses",
  description: "A listener answers 403 to what no rule admits, or redirects it to HTTPS.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["elb", "secret header"],
  remediationSteps:
    "Make the default action a fixed response with status 403, and forward only in rules that check the secret header.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  level: "resource",
  types: [t.listener],
  options: [],
  onUnknown: "deny",
  check: (model) => model.listeners.flatMap(judge),
};

/** Listeners of network load balancers have no rules and cannot refuse; what they serve is judged as a whole. */
const withoutRules = ["TCP", "UDP", "TCP_UDP", "TLS", "QUIC", "TCP_QUIC"];

function judge({ urn, protocol, actions }: Listener): Finding[] {
  if (is(protocol, ...withoutRules)) {
    return [];
  }
  if (actions.state === "unknown") {
    return [unseen(urn, actions, "the listener may forward what no rule admits")];
  }
  return (known(actions) ?? []).flatMap((action) => judgeAction(urn, action));
}

function judgeAction(urn: string, { path, type, statusCode, redirectProtocol }: Action): Finding[] {
  const fix = "Answer with a fixed response of status 403";
  if (type.state === "unknown") {
    return [unseen(urn, type, "the listener may forward what no rule admits")];
  }
  if (is(type, "redirect")) {
    return is(redirectProtocol, "HTTPS", "#{protocol}")
      ? []
      : [{ urn, path, why: "what no rule admits is redirected to plain HTTP", fix }];
  }
  if (is(type, "fixed-response")) {
    if (is(statusCode, "403")) {
      return [];
    }
    const code = known(statusCode);
    const answer = code !== undefined && /^\d{3}$/.test(code) ? code : "something that is not 403";
    return [{ urn, path: statusCode.path, why: `what no rule admits is answered with ${answer}`, fix }];
  }
  return [{ urn, path, why: "what no rule admits is passed on to the application", fix }];
}

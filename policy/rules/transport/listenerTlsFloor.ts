import type { Listener } from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { Options } from "../../runtime/options";
import { is, known } from "../../values/field";
import { listenerFloor } from "../../values/tls";
import { spelt, unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** Nothing is passed on that came in clear, or by a version of TLS that does not hold. */
export const listenerTlsFloor: Rule = {
  name: "listener-tls-floor",
  displayName: "Listener TLS floor",
  description: "A listener that forwards takes TLS, with a security policy not below the minimum.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["elb", "encryption in transit"],
  remediationSteps:
    "Use the protocol HTTPS or TLS, and name a policy such as ELBSecurityPolicy-TLS13-1-2-Res-2021-06: where none is " +
    "named, AWS takes one that lets TLS 1.0 through.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "ELB.1, ELB.17",
    specification: "Listeners use encryption and recommended security policies.",
  },
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  level: "resource",
  types: [t.listener],
  options: ["minimumTls"],
  onUnknown: "deny",
  check: (model, options) => model.listeners.flatMap((listener) => judge(listener, options)),
};

function judge({ urn, protocol, tlsPolicy, actions }: Listener, { minimumTls }: Options): Finding[] {
  if (protocol.state === "unknown") {
    return [unseen(urn, protocol, "the listener may take plain HTTP")];
  }
  const path = protocol.path;
  if (is(protocol, "TCP", "TCP_UDP", "UDP", "QUIC", "TCP_QUIC", "GENEVE")) {
    const why = "the listener passes bytes on as they are, so whether they are encrypted cannot be told here";
    return [{ urn, path, why, fix: "Nothing if targets speak TLS; otherwise use TLS", level: "advisory" }];
  }
  if (!is(protocol, "HTTPS", "TLS")) {
    const refuses = (known(actions) ?? []).every(({ type }) => is(type, "redirect", "fixed-response"));
    const why = "the listener takes requests in clear and passes them on";
    return refuses && actions.state === "known" ? [] : [{ urn, path, why, fix: "Set protocol to HTTPS" }];
  }
  const fix = `Set sslPolicy to ELBSecurityPolicy-TLS13-1-${minimumTls === "1.3" ? "3" : "2-Res"}-2021-06`;
  if (tlsPolicy.state === "unknown") {
    return [unseen(urn, tlsPolicy, "the listener may speak an old version of TLS", fix)];
  }
  if (tlsPolicy.state === "absent") {
    const why = "no policy is named, and the default lets TLS 1.0 through";
    return [{ urn, path: tlsPolicy.path, why, fix }];
  }
  const floor = listenerFloor(tlsPolicy.value);
  if (floor === undefined) {
    return [{ urn, path: tlsPolicy.path, why: "this is no security policy that the pack knows", fix }];
  }
  if (floor.version < Number(minimumTls)) {
    const why = `${spelt(tlsPolicy)} lets versions below TLS ${minimumTls} through`;
    return [{ urn, path: tlsPolicy.path, why, fix }];
  }
  const why = `the security policy ${spelt(tlsPolicy)} is newer than the pack, which goes by its name`;
  return floor.isKnown
    ? []
    : [{ urn, path: tlsPolicy.path, why, fix: "Nothing, or update the pack", level: "advisory" }];
}

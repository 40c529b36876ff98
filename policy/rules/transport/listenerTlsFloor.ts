import type { Options } from "../../options/options";
import type { Listener } from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { is, known } from "../../values/field";
import { listenerFloor } from "../../values/tls";
import { awsBestPractices } from "../awsBestPractices";
import { spelt, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Listeners that forward use a minimum version of TLS. */
export const listenerTlsFloor: Rule = {
  name: "listener-tls-floor",
  displayName: "Listener TLS floor",
  description: "A listener that forwards uses TLS, with a security policy of the minimum version.",
  rationale:
    "Otherwise requests, with the secret header, travel in clear or over a weak version of TLS. AWS's default policy " +
    "allows TLS 1.0.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["elb", "encryption in transit"],
  remediationSteps:
    "Set protocol to HTTPS or TLS, and sslPolicy to a policy such as ELBSecurityPolicy-TLS13-1-2-Res-2021-06.",
  framework: awsBestPractices("ELB.1, ELB.17", "Listeners use encryption and recommended security policies."),
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  scope: "resource",
  stackPolicy: "signing-and-tiers",
  types: [t.listener],
  options: ["minimumTls"],
  onUnknown: "deny",
  check: (model, options) => model.listeners.flatMap((listener) => findingsIn(listener, options)),
};

function findingsIn({ urn, protocol, tlsPolicy, actions }: Listener, { minimumTls }: Options): Finding[] {
  if (protocol.state === "unknown") {
    return [unknownFinding(urn, protocol, "the listener may accept plain HTTP")];
  }
  const path = protocol.path;
  if (is(protocol, "TCP", "TCP_UDP", "UDP", "QUIC", "TCP_QUIC", "GENEVE")) {
    const why = "the listener does not terminate TLS, so the pack cannot tell whether traffic is encrypted";
    return [
      {
        urn,
        path,
        why,
        fix: "Nothing if the targets use TLS; otherwise set protocol to TLS",
        level: "advisory",
      },
    ];
  }
  if (!is(protocol, "HTTPS", "TLS")) {
    const refuses = (known(actions) ?? []).every(({ type }) => is(type, "redirect", "fixed-response"));
    const why = "the listener accepts plain HTTP and forwards it";
    return refuses && actions.state === "known" ? [] : [{ urn, path, why, fix: "Set protocol to HTTPS" }];
  }
  const fix = `Set sslPolicy to ELBSecurityPolicy-TLS13-1-${minimumTls === "1.3" ? "3" : "2-Res"}-2021-06`;
  if (tlsPolicy.state === "unknown") {
    return [unknownFinding(urn, tlsPolicy, "the listener may use an old version of TLS", fix)];
  }
  if (tlsPolicy.state === "absent") {
    const why = "no policy is set, and the default allows TLS 1.0";
    return [{ urn, path: tlsPolicy.path, why, fix }];
  }
  const floor = listenerFloor(tlsPolicy.value);
  if (floor === undefined) {
    return [{ urn, path: tlsPolicy.path, why: "the pack does not know this security policy", fix }];
  }
  if (floor.version < Number(minimumTls)) {
    const why = `${spelt(tlsPolicy)} allows versions below TLS ${minimumTls}`;
    return [{ urn, path: tlsPolicy.path, why, fix }];
  }
  const why = `the security policy ${spelt(tlsPolicy)} is newer than the pack, which reads the version from its name`;
  return floor.isKnown
    ? []
    : [{ urn, path: tlsPolicy.path, why, fix: "Nothing, or update the pack", level: "advisory" }];
}

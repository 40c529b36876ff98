import type { LoadBalancer } from "../../resources/loadBalancing/loadBalancers";
import { resourceTypes } from "../../resources/resourceTypes";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Protected load balancers are internal. */
export const noInternetFacingLoadBalancer: Rule = {
  name: "no-internet-facing-load-balancer",
  displayName: "No internet-facing load balancer",
  description: "Load balancers that are protected, or lead to what is, are internal.",
  rationale:
    "An internet-facing load balancer accepts requests that bypass CloudFront, and with it every check of a " +
    "signature.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["elb", "cloudfront", "network exposure"],
  remediationSteps:
    "Set internal to true, put the load balancer into private subnets, and connect the distribution to it through a " +
    "VPC origin.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  scope: "resource",
  stackPolicy: "ingress-paths",
  types: [resourceTypes.loadBalancer, resourceTypes.classicLoadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) => model.loadBalancers.flatMap(findingsIn),
};

function findingsIn({ urn, internal }: LoadBalancer): Finding[] {
  if (internal.state === "known" && internal.value) {
    return [];
  }
  const fix = "Set internal to true, and use a CloudFront VPC origin";
  if (internal.state === "unknown") {
    return [unknownFinding(urn, internal, "the load balancer may be internet-facing", fix)];
  }
  const why =
    internal.state === "known"
      ? "false makes the load balancer internet-facing"
      : "not set, which makes the load balancer internet-facing";
  return [{ urn, path: internal.path, why, fix }];
}

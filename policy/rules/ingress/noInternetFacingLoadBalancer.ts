import type { LoadBalancer } from "../../resources/loadBalancing/loadBalancers";
import { resourceTypes } from "../../resources/resourceTypes";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** A load balancer is internal, and CloudFront reaches it through a VPC origin. */
export const noInternetFacingLoadBalancer: Rule = {
  name: "no-internet-facing-load-balancer",
  displayName: "No internet-facing load balancer",
  description: "Load balancers are internal, so that CloudFront is the only way in.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["elb", "cloudfront", "network exposure"],
  remediationSteps:
    "Set internal to true, put the load balancer into private subnets, and point the distribution at it " +
    "through a CloudFront VPC origin.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  level: "resource",
  types: [resourceTypes.loadBalancer, resourceTypes.classicLoadBalancer],
  options: [],
  onUnknown: "deny",
  check: (model) => model.loadBalancers.flatMap(judge),
};

function judge({ urn, internal }: LoadBalancer): Finding[] {
  if (internal.state === "known" && internal.value) {
    return [];
  }
  const fix = "Set internal to true, and let CloudFront reach it through a VPC origin";
  if (internal.state === "unknown") {
    return [unseen(urn, internal, "the load balancer may be internet-facing", fix)];
  }
  const why =
    internal.state === "known"
      ? "false makes the load balancer internet-facing"
      : "not set, which makes the load balancer internet-facing";
  return [{ urn, path: internal.path, why, fix }];
}

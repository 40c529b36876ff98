import type { Finding, Rule } from "../rule";

/** Types that can open a way in which the model cannot follow, and what it is about them. */
const blind: readonly [pattern: RegExp, what: string][] = [
  [
    /^aws:cloudfront\/(multitenantDistribution|distributionTenant|connectionGroup):/,
    "a multi-tenant distribution",
  ],
  [/^aws:cloudformation\/(stack|stackSet|stackInstances|stackSetInstance):/, "a stack inside the stack"],
  [/^aws:elasticbeanstalk\/environment:/, "an environment that makes its own load balancer and instances"],
  [/^aws:lightsail\/(?!bucket|domain|database)/, "a Lightsail resource with an address of its own"],
  [/^aws:eks\/(cluster|nodeGroup|fargateProfile):/, "a cluster that makes load balancers itself"],
  [
    /^aws:(appmesh|gamelift|workspaces|transfer|mwaa|sagemaker|emr)\//,
    "a service with entry points of its own",
  ],
  [/^aws:elasticache\/serverless|^aws:ec2clientvpn\/endpoint:/, "a way into the VPC for clients outside"],
  [/^aws:networkfirewall\/|^aws:ec2transitgateway\/connect:/, "a network that others route through"],
  [
    /^aws:ec2\/(trafficMirrorTarget|vpnGateway|carrierGateway|localGatewayRoute):/,
    "a way in from another network",
  ],
  [/^aws:cloudcontrol\/resource:/, "a resource of Cloud Control, whose type is an argument"],
  [/^(aws-native|awscc):/, "a resource of the Cloud Control provider"],
  [/^pulumi-(nodejs|python):dynamic/, "a dynamic resource, which does whatever its code does"],
  [/^(terraform-module|tf-module|opentofu-module)[:-]/, "a module, whose resources cannot be seen"],
  [/^kubernetes:|^eks:/, "a resource of Kubernetes, whose cluster may make load balancers"],
  [/^(cloudflare|ngrok|tailscale|fly|netlify|vercel):/, "an entry point of another provider"],
  [
    /^(azure|azure-native|gcp|google-native|oci|digitalocean|alicloud|linode|hcloud):/,
    "a resource of another cloud",
  ],
  [/^command:(local|remote):Command$/, "a command, which does whatever it says"],
];

/** What the model cannot follow is refused, and not passed over. */
export const noUnanalysableIngress: Rule = {
  name: "no-unanalysable-ingress",
  displayName: "No unanalysable entry point",
  description: "No resource can open a way in that this pack cannot follow.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["network exposure", "coverage"],
  remediationSteps:
    "Make the resource with the AWS provider, or in a stack of its own. If it opens no way to the origin, waive this " +
    "rule for its URN, with the reason.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/protecting-networks.html",
  level: "resource",
  types: "all",
  options: [],
  onUnknown: "deny",
  check: (model) => model.resources.flatMap(({ urn, type }) => judge(urn, type)),
};

const judged = new Map<string, string | undefined>();

function judge(urn: string, type: string): Finding[] {
  if (!judged.has(type)) {
    judged.set(type, blind.find(([pattern]) => pattern.test(type))?.[1]);
  }
  const what = judged.get(type);
  if (what === undefined) {
    return [];
  }
  const why = `${what} may open a way to the origin, and this pack cannot follow it`;
  return [{ urn, path: "", why, fix: "Make it with the AWS provider, or waive this rule for its URN" }];
}

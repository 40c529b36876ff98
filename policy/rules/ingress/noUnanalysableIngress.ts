import type { Finding, Rule } from "../rule";

/** Types of resources that may expose the origin and that the pack cannot analyse, with a description. */
const unanalysable: readonly [pattern: RegExp, what: string][] = [
  [
    /^aws:cloudfront\/(multitenantDistribution|distributionTenant|connectionGroup):/,
    "a multi-tenant distribution",
  ],
  [/^aws:cloudformation\/(stack|stackSet|stackInstances|stackSetInstance):/, "a nested stack"],
  [/^aws:elasticbeanstalk\/environment:/, "an environment that creates its own load balancer and instances"],
  [/^aws:lightsail\/(?!bucket|domain|database)/, "a Lightsail resource with a public address"],
  [/^aws:eks\/(cluster|nodeGroup|fargateProfile):/, "a cluster that can create load balancers"],
  [/^aws:(appmesh|gamelift|workspaces|transfer|mwaa|sagemaker|emr)\//, "a service with endpoints of its own"],
  [
    /^aws:elasticache\/serverless|^aws:ec2clientvpn\/endpoint:/,
    "an endpoint that connects clients to the VPC",
  ],
  [
    /^aws:networkfirewall\/|^aws:ec2transitgateway\/connect:/,
    "a network device that can route traffic to the origin",
  ],
  [
    /^aws:ec2\/(trafficMirrorTarget|vpnGateway|carrierGateway|localGatewayRoute):/,
    "a connection from another network",
  ],
  [/^aws:cloudcontrol\/resource:/, "a Cloud Control resource, whose type is an argument"],
  [/^(aws-native|awscc):/, "a resource of the Cloud Control provider"],
  [/^pulumi-(nodejs|python):dynamic/, "a dynamic resource, which can do anything"],
  [/^(terraform-module|tf-module|opentofu-module)[:-]/, "a Terraform module, whose resources are hidden"],
  [/^kubernetes:|^eks:/, "a Kubernetes resource, whose cluster may create load balancers"],
  [/^(cloudflare|ngrok|tailscale|fly|netlify|vercel):/, "an endpoint of another provider"],
  [
    /^(azure|azure-native|gcp|google-native|oci|digitalocean|alicloud|linode|hcloud):/,
    "a resource of another cloud",
  ],
  [/^command:(local|remote):Command$/, "a command, which can do anything"],
];

/** Resources that the pack cannot analyse are rejected. */
export const noUnanalysableIngress: Rule = {
  name: "no-unanalysable-ingress",
  displayName: "No unanalysable ingress",
  description: "No resource is of a type that may expose the origin and that the pack cannot analyse.",
  rationale:
    "Such a resource, such as a nested CloudFormation stack, may create an ingress path that no other rule sees.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["network exposure", "coverage"],
  remediationSteps:
    "Create the resource with the AWS provider, or in a separate stack. If it does not expose the origin, waive this " +
    "rule for its URN, with the reason.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/protecting-networks.html",
  scope: "resource",
  stackPolicy: "ingress-paths",
  types: "all",
  options: [],
  onUnknown: "deny",
  check: (model) => model.resources.flatMap(({ urn, type }) => findingsIn(urn, type)),
};

const descriptions = new Map<string, string | undefined>();

function findingsIn(urn: string, type: string): Finding[] {
  if (!descriptions.has(type)) {
    descriptions.set(type, unanalysable.find(([pattern]) => pattern.test(type))?.[1]);
  }
  const what = descriptions.get(type);
  if (what === undefined) {
    return [];
  }
  const why = `${what} may expose the origin, and the pack cannot analyse it`;
  return [{ urn, path: "", why, fix: "Create it with the AWS provider, or waive this rule for its URN" }];
}

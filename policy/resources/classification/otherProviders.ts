/** Providers whose resources open no way into a VPC, with the reason. */
export const harmlessProviders: readonly { readonly reason: string; readonly packages: string }[] = [
  {
    reason: "values, files and delays of the program itself",
    packages: "archive assert external http local null random std time tls pulumi pulumiservice",
  },
  { reason: "images and packages", packages: "docker docker-build artifactory harbor" },
  {
    reason: "source code and pipelines",
    packages: "azuredevops buildkite circleci github gitlab spacelift tfe",
  },
  {
    reason: "observability and alerts",
    packages:
      "checkly datadog dynatrace elasticstack grafana honeycomb logzio newrelic opsgenie pagerduty sentry signalfx splunk statuscake",
  },
  {
    reason: "identities, secrets and messages",
    packages: "auth0 azuread hcp keycloak okta onelogin slack vault",
  },
  {
    reason: "domains and certificates",
    packages: "acme dnsimple domeneshop gandi godaddy namecheap ns1 porkbun venafi",
  },
  {
    reason: "the contents of a database or a queue",
    packages: "kafka mongodbatlas mysql postgresql rabbitmq snowflake",
  },
  { reason: "components, whose resources are judged themselves", packages: "awsx eks-cluster secure-origin" },
];

/** Types of other providers that open no way, by the beginning of the token. */
export const harmlessPrefixes: readonly { readonly reason: string; readonly prefixes: readonly string[] }[] =
  [
    {
      reason: "records, zones and rules of Cloudflare, which reach what has a public address",
      prefixes: [
        "cloudflare:index/record:",
        "cloudflare:index/dnsRecord:",
        "cloudflare:index/zone",
        "cloudflare:index/ruleset:",
        "cloudflare:index/pageRule:",
      ],
    },
    {
      reason: "objects of a Kubernetes cluster that accept no requests from outside it",
      prefixes: [
        "kubernetes:apps/",
        "kubernetes:batch/",
        "kubernetes:core/v1:ConfigMap",
        "kubernetes:core/v1:Namespace",
        "kubernetes:core/v1:PersistentVolume",
        "kubernetes:core/v1:Secret",
        "kubernetes:core/v1:ServiceAccount",
        "kubernetes:policy/",
        "kubernetes:rbac.authorization.k8s.io/",
        "kubernetes:storage.k8s.io/",
      ],
    },
  ];

/** Types of other providers whose place is unknown and that accept requests, by the beginning of the token. */
export const foreignSenders: readonly { readonly reason: string; readonly prefixes: readonly string[] }[] = [
  { reason: "a Kubernetes object, whose cluster may accept requests", prefixes: ["kubernetes:"] },
];

/** Types of other providers that open ways to what their arguments name, by the beginning of the token. */
export const foreignReferences: readonly { readonly reason: string; readonly prefixes: readonly string[] }[] =
  [
    {
      reason: "a Kubernetes object that changes load balancers or networks of AWS",
      prefixes: [
        "kubernetes:elbv2.k8s.aws/",
        "kubernetes:ec2.services.k8s.aws/",
        "kubernetes:elbv2.services.k8s.aws/",
      ],
    },
  ];

/** Types of other providers that run code, by the beginning of the token. */
export const foreignCode: readonly { readonly reason: string; readonly prefixes: readonly string[] }[] = [
  { reason: "a command, which can change what it names", prefixes: ["command:"] },
  {
    reason: "a dynamic resource, which can change what it names",
    prefixes: ["pulumi-nodejs:dynamic", "pulumi-python:dynamic"],
  },
];

/** Types of other providers that create what no policy sees, by the beginning of the token. */
export const foreignAnything: readonly { readonly reason: string; readonly prefixes: readonly string[] }[] = [
  { reason: "a resource of the Cloud Control provider", prefixes: ["aws-native:", "awscc:"] },
];

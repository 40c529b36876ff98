import type { TypeGroup } from "./typeClass";

/**
 * Services that accept requests and send others from subnets and security groups of the VPC. Without a place in a VPC they
 * send from addresses of AWS.
 */
export const awsSenders: readonly TypeGroup[] = [
  {
    reason: "a cluster, whose load balancers and pods accept requests",
    types: { eks: "Cluster FargateProfile NodeGroup" },
  },
  {
    reason: "a service that creates its own load balancer",
    types: { ecs: "ExpressGatewayService" },
  },
  {
    reason: "a desktop, browser or notebook for people on the internet",
    types: {
      appstream: "Fleet ImageBuilder",
      cloud9: "EnvironmentEC2",
      devicefarm: "TestGridProject",
      emr: "Cluster Studio",
      glue: "DevEndpoint",
      sagemaker: "Domain NotebookInstance",
      workspaces: "Directory",
      workspacesweb: "NetworkSettings",
    },
  },
  {
    reason: "a service with an endpoint of its own, which sends requests into the VPC",
    types: {
      bedrock: "AgentcoreAgentRuntime AgentcoreBrowser AgentcoreCodeInterpreter",
      gamelift: "GameServerGroup",
      grafana: "Workspace",
      m2: "Environment",
      mwaa: "Environment",
      opensearchingest: "Pipeline PipelineEndpoint",
    },
  },
];

/** Types that open ways to what their arguments name. */
export const awsReferences: readonly TypeGroup[] = [
  {
    reason: "a distribution for many tenants, whose behaviors are not read",
    types: { cloudfront: "DistributionTenant MultitenantDistribution" },
  },
  {
    reason: "an environment that creates its own load balancer, instances and security groups",
    types: { elasticbeanstalk: "Environment" },
  },
  {
    reason: "a gateway for a carrier's network and its public addresses",
    types: { ec2: "CarrierGateway" },
  },
];

/** Types that create resources that no policy sees. */
export const awsAnything: readonly TypeGroup[] = [
  {
    reason: "a CloudFormation stack, whose resources are in its template",
    types: {
      cloudformation: "Stack StackSet StackInstances StackSetInstance",
      serverlessrepository: "CloudFormationStack",
      servicecatalog: "ProvisionedProduct",
    },
  },
  {
    reason: "a Cloud Control resource, whose type is an argument",
    types: { cloudcontrol: "Resource" },
  },
];

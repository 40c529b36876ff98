/** The resource types that the policies read, as the current providers name them. */
export const resourceTypes = {
  acceleratorEndpoints: "aws:globalaccelerator/endpointGroup:EndpointGroup",
  acceleratorSubnets: "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup",
  apiIntegration: "aws:apigateway/integration:Integration",
  apiVpcLink: "aws:apigateway/vpcLink:VpcLink",
  appRunnerConnector: "aws:apprunner/vpcConnector:VpcConnector",
  appRunnerService: "aws:apprunner/service:Service",
  batchEnvironment: "aws:batch/computeEnvironment:ComputeEnvironment",
  bucket: "aws:s3/bucket:Bucket",
  bucketAcl: "aws:s3/bucketAcl:BucketAcl",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  bucketPublicAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  capacityProvider: "aws:ecs/capacityProvider:CapacityProvider",
  classicAttachment: "aws:elb/attachment:Attachment",
  classicLoadBalancer: "aws:elb/loadBalancer:LoadBalancer",
  clusterCapacityProviders: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  continuousDeploymentPolicy: "aws:cloudfront/continuousDeploymentPolicy:ContinuousDeploymentPolicy",
  defaultRouteTable: "aws:ec2/defaultRouteTable:DefaultRouteTable",
  defaultSecurityGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  defaultSubnet: "aws:ec2/defaultSubnet:DefaultSubnet",
  defaultVpc: "aws:ec2/defaultVpc:DefaultVpc",
  distribution: "aws:cloudfront/distribution:Distribution",
  ec2Fleet: "aws:ec2/fleet:Fleet",
  ecsCluster: "aws:ecs/cluster:Cluster",
  ecsService: "aws:ecs/service:Service",
  eip: "aws:ec2/eip:Eip",
  eipAssociation: "aws:ec2/eipAssociation:EipAssociation",
  endpointService: "aws:ec2/vpcEndpointService:VpcEndpointService",
  function: "aws:lambda/function:Function",
  functionUrl: "aws:lambda/functionUrl:FunctionUrl",
  autoScalingGroup: "aws:autoscaling/group:Group",
  autoScalingAttachment: "aws:autoscaling/attachment:Attachment",
  autoScalingTrafficSource: "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment",
  httpApiIntegration: "aws:apigatewayv2/integration:Integration",
  httpApiVpcLink: "aws:apigatewayv2/vpcLink:VpcLink",
  instance: "aws:ec2/instance:Instance",
  instanceProfile: "aws:iam/instanceProfile:InstanceProfile",
  keyGroup: "aws:cloudfront/keyGroup:KeyGroup",
  internetGateway: "aws:ec2/internetGateway:InternetGateway",
  kmsAlias: "aws:kms/alias:Alias",
  kmsGrant: "aws:kms/grant:Grant",
  kmsKey: "aws:kms/key:Key",
  kmsKeyPolicy: "aws:kms/keyPolicy:KeyPolicy",
  latticeTarget: "aws:vpclattice/targetGroupAttachment:TargetGroupAttachment",
  launchConfiguration: "aws:ec2/launchConfiguration:LaunchConfiguration",
  launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  listener: "aws:lb/listener:Listener",
  listenerRule: "aws:lb/listenerRule:ListenerRule",
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  logDelivery: "aws:cloudwatch/logDelivery:LogDelivery",
  logDeliveryDestination: "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
  logDeliverySource: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
  mainRouteTableAssociation: "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  managedPrefixList: "aws:ec2/managedPrefixList:ManagedPrefixList",
  managedPrefixListEntry: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
  networkInterface: "aws:ec2/networkInterface:NetworkInterface",
  networkInterfaceAttachment: "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
  networkInterfaceSecurityGroup:
    "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
  parameter: "aws:ssm/parameter:Parameter",
  policy: "aws:iam/policy:Policy",
  groupPolicy: "aws:iam/groupPolicy:GroupPolicy",
  policyAttachment: "aws:iam/policyAttachment:PolicyAttachment",
  publicKey: "aws:cloudfront/publicKey:PublicKey",
  randomBytes: "random:index/randomBytes:RandomBytes",
  randomId: "random:index/randomId:RandomId",
  randomInteger: "random:index/randomInteger:RandomInteger",
  randomPassword: "random:index/randomPassword:RandomPassword",
  randomPet: "random:index/randomPet:RandomPet",
  randomShuffle: "random:index/randomShuffle:RandomShuffle",
  randomString: "random:index/randomString:RandomString",
  randomUuid: "random:index/randomUuid:RandomUuid",
  randomUuid4: "random:index/randomUuid4:RandomUuid4",
  randomUuid7: "random:index/randomUuid7:RandomUuid7",
  realtimeLogConfig: "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig",
  responseHeadersPolicy: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  route: "aws:ec2/route:Route",
  routeTable: "aws:ec2/routeTable:RouteTable",
  routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  secret: "aws:secretsmanager/secret:Secret",
  secretPolicy: "aws:secretsmanager/secretPolicy:SecretPolicy",
  secretVersion: "aws:secretsmanager/secretVersion:SecretVersion",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  securityGroupIngressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  securityGroupRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
  spotFleet: "aws:ec2/spotFleetRequest:SpotFleetRequest",
  spotInstanceRequest: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  subnet: "aws:ec2/subnet:Subnet",
  targetAttachment: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  userPolicy: "aws:iam/userPolicy:UserPolicy",
  userPolicyAttachment: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  groupPolicyAttachment: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  verifiedAccessEndpoint: "aws:verifiedaccess/endpoint:Endpoint",
  volume: "aws:ebs/volume:Volume",
  vpc: "aws:ec2/vpc:Vpc",
  vpcOrigin: "aws:cloudfront/vpcOrigin:VpcOrigin",
} as const;

/** One of the types that the policies read. */
export type ResourceType = (typeof resourceTypes)[keyof typeof resourceTypes];

/**
 * Aliases of modules: `alb` is current; stacks of older providers have the others.
 */
const moduleAliases: Readonly<Record<string, string>> = {
  alb: "lb",
  applicationloadbalancing: "lb",
  elasticloadbalancingv2: "lb",
  elasticloadbalancing: "elb",
};

/** Aliases of types: provider versions before 7 call the current bucket BucketV2. */
const typeAliases: Readonly<Record<string, string>> = {
  "aws:s3/bucketV2:BucketV2": resourceTypes.bucket,
  "aws:s3/bucketAclV2:BucketAclV2": resourceTypes.bucketAcl,
};

/** Returns whether a resource type has aliases. */
export function hasAliases(type: ResourceType): boolean {
  const [, module = ""] = /^aws:([^/:]+)\//.exec(type) ?? [];
  return Object.values(moduleAliases).includes(module) || Object.values(typeAliases).includes(type);
}

const known: ReadonlySet<string> = new Set<string>(Object.values(resourceTypes));
const canonical = new Map<string, ResourceType | undefined>();

/** Resolves a type token or an alias of it; returns `undefined` for a type that the policies do not read. */
export function canonicalType(token: string): ResourceType | undefined {
  let type = canonical.get(token);
  if (type === undefined && !canonical.has(token)) {
    const [, module = "", rest = ""] = /^aws:([^/:]+)(\/.*)$/.exec(token) ?? [];
    const alias = `aws:${moduleAliases[module] ?? module}${rest}`;
    const name = module === "" ? token : (typeAliases[alias] ?? alias);
    type = known.has(name) ? (name as ResourceType) : undefined;
    canonical.set(token, type);
  }
  return type;
}

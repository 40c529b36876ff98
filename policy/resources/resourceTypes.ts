/** The resource types that the policies read, as the current providers name them. */
export const resourceTypes = {
  acceleratorAttachment: "aws:globalaccelerator/crossAccountAttachment:CrossAccountAttachment",
  acceleratorEndpoints: "aws:globalaccelerator/endpointGroup:EndpointGroup",
  acceleratorSubnets: "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup",
  accessPoint: "aws:s3/accessPoint:AccessPoint",
  accessPointPolicy: "aws:s3control/accessPointPolicy:AccessPointPolicy",
  accountPublicAccessBlock: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  apiDataSource: "aws:appsync/dataSource:DataSource",
  apiDomainName: "aws:apigateway/domainName:DomainName",
  apiIntegration: "aws:apigateway/integration:Integration",
  apiMapping: "aws:apigateway/basePathMapping:BasePathMapping",
  apiStage: "aws:apigateway/stage:Stage",
  apiVpcLink: "aws:apigateway/vpcLink:VpcLink",
  appRunnerConnector: "aws:apprunner/vpcConnector:VpcConnector",
  appRunnerService: "aws:apprunner/service:Service",
  autoScalingAttachment: "aws:autoscaling/attachment:Attachment",
  autoScalingGroup: "aws:autoscaling/group:Group",
  autoScalingTrafficSource: "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment",
  bucket: "aws:s3/bucket:Bucket",
  bucketAcl: "aws:s3/bucketAcl:BucketAcl",
  bucketOwnershipControls: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  bucketPublicAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  bucketWebsite: "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
  classicAttachment: "aws:elb/attachment:Attachment",
  classicLoadBalancer: "aws:elb/loadBalancer:LoadBalancer",
  clientVpnEndpoint: "aws:ec2clientvpn/endpoint:Endpoint",
  clientVpnNetwork: "aws:ec2clientvpn/networkAssociation:NetworkAssociation",
  codeBuildProject: "aws:codebuild/project:Project",
  connectEndpoint: "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint",
  continuousDeploymentPolicy: "aws:cloudfront/continuousDeploymentPolicy:ContinuousDeploymentPolicy",
  defaultSecurityGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  defaultSubnet: "aws:ec2/defaultSubnet:DefaultSubnet",
  defaultVpc: "aws:ec2/defaultVpc:DefaultVpc",
  distribution: "aws:cloudfront/distribution:Distribution",
  dnsRecord: "aws:route53/record:Record",
  ecsService: "aws:ecs/service:Service",
  ecsTaskDefinition: "aws:ecs/taskDefinition:TaskDefinition",
  edgeFunction: "aws:cloudfront/function:Function",
  eip: "aws:ec2/eip:Eip",
  eipAssociation: "aws:ec2/eipAssociation:EipAssociation",
  endpointService: "aws:ec2/vpcEndpointService:VpcEndpointService",
  endpointServicePrincipal: "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
  function: "aws:lambda/function:Function",
  functionAlias: "aws:lambda/alias:Alias",
  functionPermission: "aws:lambda/permission:Permission",
  functionUrl: "aws:lambda/functionUrl:FunctionUrl",
  glueJob: "aws:glue/job:Job",
  group: "aws:iam/group:Group",
  groupPolicy: "aws:iam/groupPolicy:GroupPolicy",
  groupPolicyAttachment: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  groupPolicyAttachmentsExclusive: "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
  httpApi: "aws:apigatewayv2/api:Api",
  httpApiDomainName: "aws:apigatewayv2/domainName:DomainName",
  httpApiIntegration: "aws:apigatewayv2/integration:Integration",
  httpApiMapping: "aws:apigatewayv2/apiMapping:ApiMapping",
  httpApiStage: "aws:apigatewayv2/stage:Stage",
  httpApiVpcLink: "aws:apigatewayv2/vpcLink:VpcLink",
  identityPoolRoles: "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
  instance: "aws:ec2/instance:Instance",
  instanceProfile: "aws:iam/instanceProfile:InstanceProfile",
  internetGateway: "aws:ec2/internetGateway:InternetGateway",
  keyGroup: "aws:cloudfront/keyGroup:KeyGroup",
  kmsAlias: "aws:kms/alias:Alias",
  kmsExternalKey: "aws:kms/externalKey:ExternalKey",
  kmsGrant: "aws:kms/grant:Grant",
  kmsKey: "aws:kms/key:Key",
  kmsKeyPolicy: "aws:kms/keyPolicy:KeyPolicy",
  kmsReplicaExternalKey: "aws:kms/replicaExternalKey:ReplicaExternalKey",
  kmsReplicaKey: "aws:kms/replicaKey:ReplicaKey",
  latticeGateway: "aws:vpclattice/resourceGateway:ResourceGateway",
  latticeResource: "aws:vpclattice/resourceConfiguration:ResourceConfiguration",
  latticeService: "aws:vpclattice/service:Service",
  latticeTarget: "aws:vpclattice/targetGroupAttachment:TargetGroupAttachment",
  launchConfiguration: "aws:ec2/launchConfiguration:LaunchConfiguration",
  launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  listener: "aws:lb/listener:Listener",
  listenerRule: "aws:lb/listenerRule:ListenerRule",
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  logDelivery: "aws:cloudwatch/logDelivery:LogDelivery",
  logDeliveryDestination: "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
  logDeliverySource: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
  managedPrefixList: "aws:ec2/managedPrefixList:ManagedPrefixList",
  managedPrefixListEntry: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
  multiRegionAccessPoint: "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint",
  multiRegionAccessPointPolicy: "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
  networkInterface: "aws:ec2/networkInterface:NetworkInterface",
  networkInterfaceAttachment: "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
  networkInterfaceSecurityGroup:
    "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
  notebookInstance: "aws:sagemaker/notebookInstance:NotebookInstance",
  object: "aws:s3/bucketObject:BucketObject",
  objectCopy: "aws:s3/objectCopy:ObjectCopy",
  objectV2: "aws:s3/bucketObjectv2:BucketObjectv2",
  originAccessControl: "aws:cloudfront/originAccessControl:OriginAccessControl",
  originAccessIdentity: "aws:cloudfront/originAccessIdentity:OriginAccessIdentity",
  parameter: "aws:ssm/parameter:Parameter",
  peering: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  permissionSet: "aws:ssoadmin/permissionSet:PermissionSet",
  permissionSetCustomerPolicy: "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
  permissionSetInlinePolicy: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
  permissionSetManagedPolicy: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
  podIdentity: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  policy: "aws:iam/policy:Policy",
  policyAttachment: "aws:iam/policyAttachment:PolicyAttachment",
  publicKey: "aws:cloudfront/publicKey:PublicKey",
  randomBytes: "random:index/randomBytes:RandomBytes",
  randomId: "random:index/randomId:RandomId",
  randomPassword: "random:index/randomPassword:RandomPassword",
  randomString: "random:index/randomString:RandomString",
  realtimeLogConfig: "aws:cloudfront/realtimeLogConfig:RealtimeLogConfig",
  responseHeadersPolicy: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  restApi: "aws:apigateway/restApi:RestApi",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  rolePolicyAttachmentsExclusive: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  rolesAnywhereProfile: "aws:rolesanywhere/profile:Profile",
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
  stateMachine: "aws:sfn/stateMachine:StateMachine",
  subnet: "aws:ec2/subnet:Subnet",
  targetAttachment: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  tlsPrivateKey: "tls:index/privateKey:PrivateKey",
  transitGatewayAttachment: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  user: "aws:iam/user:User",
  userPolicy: "aws:iam/userPolicy:UserPolicy",
  userPolicyAttachment: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  userPolicyAttachmentsExclusive: "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
  verifiedAccessEndpoint: "aws:verifiedaccess/endpoint:Endpoint",
  volume: "aws:ebs/volume:Volume",
  volumeAttachment: "aws:ec2/volumeAttachment:VolumeAttachment",
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

import { asText } from "../values";
import type { OperationContext, Reference } from "./resourceType";
import { EC2_ERRORS } from "./sources";

/** Type tokens that several files use. */
export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
export const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
export const EIP = "aws:ec2/eip:Eip";
export const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
export const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
export const LISTENER = "aws:lb/listener:Listener";
export const LISTENER_RULE = "aws:lb/listenerRule:ListenerRule";
export const LISTENER_CERTIFICATE = "aws:lb/listenerCertificate:ListenerCertificate";
export const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
export const CERTIFICATE = "aws:acm/certificate:Certificate";
export const RECORD = "aws:route53/record:Record";
export const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
export const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";
export const PUBLIC_KEY = "aws:cloudfront/publicKey:PublicKey";
export const KEY_GROUP = "aws:cloudfront/keyGroup:KeyGroup";
export const BUCKET = "aws:s3/bucket:Bucket";
export const ROLE = "aws:iam/role:Role";
export const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";
export const KMS_KEY = "aws:kms/key:Key";
export const REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey";
export const ALIAS = "aws:kms/alias:Alias";
export const ECS_CLUSTER = "aws:ecs/cluster:Cluster";
export const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
export const ECS_SERVICE = "aws:ecs/service:Service";
export const INSTANCE = "aws:ec2/instance:Instance";
export const USER_POOL = "aws:cognito/userPool:UserPool";
export const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
export const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const BUCKET_ENCRYPTION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
export const SECRET = "aws:secretsmanager/secret:Secret";
export const PARAMETER = "aws:ssm/parameter:Parameter";
export const TOPIC = "aws:sns/topic:Topic";

/** AWS's error when a resource that contains others is deleted. */
export const DEPENDENCY = { code: "DependencyViolation", status: 400, source: EC2_ERRORS };

/** Returns EC2's error for an unknown id. */
export const notFound = (code: string) => ({ code, status: 400, source: EC2_ERRORS });

/** A reference to the VPC that contains a resource, which cannot be deleted before it. */
export const inVpc: Reference = {
  path: "vpcId",
  to: [VPC],
  by: ["id"],
  missing: notFound("InvalidVpcID.NotFound"),
  inUse: DEPENDENCY,
};

/** Returns a reference to subnets, which cannot be deleted before the resources in them. */
export function inSubnets(path: string): Reference {
  return { path, to: [SUBNET], by: ["id"], missing: notFound("InvalidSubnetID.NotFound"), inUse: DEPENDENCY };
}

/** Returns a reference whose target may be deleted. */
export function lenient(reference: Reference): Reference {
  const free = { ...reference };
  delete free.inUse;
  return free;
}

/** Returns a reference to security groups, which cannot be deleted while they are attached. */
export function inGroups(path: string): Reference {
  return {
    path,
    to: [SECURITY_GROUP],
    by: ["id"],
    missing: notFound("InvalidGroup.NotFound"),
    inUse: DEPENDENCY,
    known: (id, scope) => scope.account.all(VPC).some((one) => one.outputs["defaultSecurityGroupId"] === id),
  };
}

/** Returns a reference to a route table, the VPC's main one included. */
export function toRouteTable(path: string): Reference {
  return {
    path,
    to: [ROUTE_TABLE],
    by: ["id"],
    missing: notFound("InvalidRouteTableID.NotFound"),
    known: (id, scope) => scope.account.all(VPC).some((one) => one.outputs["mainRouteTableId"] === id),
  };
}

/** Returns whether a VPC has an internet gateway. */
export function hasInternetGateway(context: Pick<OperationContext, "account">, vpcId: string): boolean {
  return context.account.all(INTERNET_GATEWAY).some((one) => one.inputs["vpcId"] === vpcId);
}

/** Returns the VPC of a subnet; empty if the subnet does not exist. */
export function subnetVpc(context: Pick<OperationContext, "account">, subnetId: string | undefined): string {
  return asText(context.account.get(SUBNET, subnetId)?.outputs["vpcId"]) ?? "";
}

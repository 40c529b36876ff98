/** Reads the names in the ARNs of a policy from the resources of a stack. */
import { type DeployedResource, property } from "./deployedStack";

/** Reads one property of resources of the given types. */
export const from =
  (name: string, ...types: string[]) =>
  (resource: DeployedResource): (string | undefined)[] =>
    types.includes(resource.type) ? [property(resource, name)] : [];

/** Reads the names of buckets that the stack creates. */
export const buckets = from("bucket", "aws:s3/bucket:Bucket");
/** Reads the names of buckets whose policies the stack writes, of which some may be another stack's. */
export const bucketsWithPolicies = from("bucket", "aws:s3/bucketPolicy:BucketPolicy");
/** Reads the names of buckets in which the stack writes objects, of which some may be another stack's. */
export const bucketsWithObjects = from("bucket", "aws:s3/bucketObjectv2:BucketObjectv2");
/** Reads the roles of policies and instance profiles. */
export const roles = from("role", "aws:iam/rolePolicy:RolePolicy", "aws:iam/instanceProfile:InstanceProfile");
const encrypted = from(
  "kmsKeyId",
  "aws:secretsmanager/secret:Secret",
  "aws:s3/bucketObjectv2:BucketObjectv2",
);
/** Reads the roles that managed policies are attached to. */
export const attachedRoles = from("role", "aws:iam/rolePolicyAttachment:RolePolicyAttachment");

/** The roles that the deployer hands to a service: to instances by a profile, to VPC Flow Logs and ECS by ARN. */
export const passedRoles = (resource: DeployedResource): (string | undefined)[] => [
  ...from("role", "aws:iam/instanceProfile:InstanceProfile")(resource),
  ...[
    ...from("iamRoleArn", "aws:ec2/flowLog:FlowLog")(resource),
    ...from("taskRoleArn", "aws:ecs/taskDefinition:TaskDefinition")(resource),
    ...from("executionRoleArn", "aws:ecs/taskDefinition:TaskDefinition")(resource),
  ].map((arn) => arn?.split("/").at(-1)),
];

/** Returns `*` for each secret or object with a customer managed key, whose id is another in another account. */
export const encryptionKeys = (resource: DeployedResource): (string | undefined)[] =>
  encrypted(resource).map((arn) => (arn === undefined ? undefined : "*"));

/** Returns the load balancer's name in the ARN of an application load balancer, listener or rule. */
const balancerName = (arn: string | undefined): string | undefined => /\/app\/([^/]+)\//.exec(arn ?? "")?.[1];

/** Reads the names of load balancers, including those of other stacks. */
export function balancers(resource: DeployedResource): (string | undefined)[] {
  return [
    ...from("name", "aws:lb/loadBalancer:LoadBalancer")(resource),
    ...from("loadBalancerArn", "aws:lb/listener:Listener")(resource).map(balancerName),
    ...from("listenerArn", "aws:lb/listenerRule:ListenerRule")(resource).map(balancerName),
  ];
}

/** Reads the name of a target group from the group itself or from a target attachment. */
export function targetGroups(resource: DeployedResource): (string | undefined)[] {
  const arns = from("targetGroupArn", "aws:lb/targetGroupAttachment:TargetGroupAttachment")(resource);
  return [
    ...from("name", "aws:lb/targetGroup:TargetGroup")(resource),
    ...arns.map((arn) => /:targetgroup\/([^/]+)\//.exec(arn ?? "")?.[1]),
  ];
}

/** Reads the names of web ACLs with one scope. */
export const webAcls =
  (scope: "CLOUDFRONT" | "REGIONAL") =>
  (resource: DeployedResource): (string | undefined)[] =>
    property(resource, "scope") === scope ? from("name", "aws:wafv2/webAcl:WebAcl")(resource) : [];

/** Reads the names of the distributions' web ACLs, including those of other stacks. */
export function namedByDistributions(resource: DeployedResource): (string | undefined)[] {
  const arns = from("webAclId", "aws:cloudfront/distribution:Distribution")(resource);
  return arns.map((arn) => /:global\/webacl\/([^/]+)\//.exec(arn ?? "")?.[1]);
}

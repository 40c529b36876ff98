/** The ARNs that a policy names for each resource type of the service authorization reference. */
import { type DeployedResource, type DeployedStack, property } from "./deployedStack";
import { groupBy } from "./groupBy";
import { namePatterns } from "./namePatterns";

/** How the resources of a kind are named in ARNs. */
interface ArnFormat {
  /** With `{partition}`, `{region}`, `{account}` and, where resources have names of their own, `{name}`. */
  readonly arn: string;
  /** The names that a resource of the stack tells. */
  readonly names?: (resource: DeployedResource) => (string | undefined)[];
  /**
   * Without a name nothing is allowed, rather than all that the account has: needed where the calls fail without,
   * optional where a stack that names none does not make them.
   */
  readonly named?: "needed" | "optional";
}

const regional = (service: string, rest: string): string =>
  `arn:{partition}:${service}:{region}:{account}:${rest}`;
const global = (service: string, rest: string): string => `arn:{partition}:${service}::{account}:${rest}`;

/** Resources whose ids AWS makes: any of the account. */
const byId = (arn: string): ArnFormat => ({ arn });

/** The value of one property for the resources of some types. */
const from =
  (name: string, ...types: string[]) =>
  (resource: DeployedResource): (string | undefined)[] =>
    types.includes(resource.type) ? [property(resource, name)] : [];

const buckets = from(
  "bucket",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketObjectv2:BucketObjectv2",
);
const roles = from("role", "aws:iam/rolePolicy:RolePolicy", "aws:iam/instanceProfile:InstanceProfile");
const attachedRoles = from("role", "aws:iam/rolePolicyAttachment:RolePolicyAttachment");

/** The roles that the deployer hands to a service: to instances by a profile, and to VPC Flow Logs by ARN. */
const passedRoles = (resource: DeployedResource): (string | undefined)[] => [
  ...from("role", "aws:iam/instanceProfile:InstanceProfile")(resource),
  ...from("iamRoleArn", "aws:ec2/flowLog:FlowLog")(resource).map((arn) => arn?.split("/").at(-1)),
];

/** The name in the ARN of an application load balancer, or of what is under one. */
const balancerName = (arn: string | undefined): string | undefined => /\/app\/([^/]+)\//.exec(arn ?? "")?.[1];

/** The names of load balancers, those included that another stack made. */
function balancers(resource: DeployedResource): (string | undefined)[] {
  return [
    ...from("name", "aws:lb/loadBalancer:LoadBalancer")(resource),
    ...from("loadBalancerArn", "aws:lb/listener:Listener")(resource).map(balancerName),
    ...from("listenerArn", "aws:lb/listenerRule:ListenerRule")(resource).map(balancerName),
  ];
}

/** The name of a target group: its own, or from the ARN by which targets are attached to it. */
function targetGroups(resource: DeployedResource): (string | undefined)[] {
  const arns = from("targetGroupArn", "aws:lb/targetGroupAttachment:TargetGroupAttachment")(resource);
  return [
    ...from("name", "aws:lb/targetGroup:TargetGroup")(resource),
    ...arns.map((arn) => /:targetgroup\/([^/]+)\//.exec(arn ?? "")?.[1]),
  ];
}

/** The names of web ACLs of one scope. */
const webAcls =
  (scope: "CLOUDFRONT" | "REGIONAL") =>
  (resource: DeployedResource): (string | undefined)[] =>
    property(resource, "scope") === scope ? from("name", "aws:wafv2/webAcl:WebAcl")(resource) : [];

/** The names of web ACLs that distributions use, those included that another stack made. */
function namedByDistributions(resource: DeployedResource): (string | undefined)[] {
  const arns = from("webAclId", "aws:cloudfront/distribution:Distribution")(resource);
  return arns.map((arn) => /:global\/webacl\/([^/]+)\//.exec(arn ?? "")?.[1]);
}

const ec2Ids = [
  "elastic-ip",
  "instance",
  "internet-gateway",
  "launch-template",
  "natgateway",
  "network-interface",
  "route-table",
  "security-group",
  "security-group-rule",
  "subnet",
  "volume",
  "vpc",
  "vpc-endpoint",
  "vpc-flow-log",
];

const cloudfrontIds = [
  "cache-policy",
  "distribution",
  "origin-access-control",
  "origin-request-policy",
  "response-headers-policy",
  "vpcorigin",
];

const ofService = (service: string, types: readonly string[], arn: (type: string) => string) =>
  Object.fromEntries(types.map((type): [string, ArnFormat] => [`${service}:${type}`, byId(arn(type))]));

/** Whether a stack that names none of a resource type does not make the calls about it. */
export function isOptional(resourceType: string): boolean {
  return arnFormats[resourceType]?.named === "optional";
}

/** Formats by resource type, with the service's prefix. */
export const arnFormats: Readonly<Record<string, ArnFormat>> = {
  ...ofService("ec2", ec2Ids, (type) => regional("ec2", `${type}/*`)),
  // Images and public parameters have no account; CloudFront's list of addresses is AWS's own.
  "ec2:image": byId("arn:{partition}:ec2:{region}::image/*"),
  "ec2:aws-prefix-list": byId("arn:{partition}:ec2:{region}:aws:prefix-list/*"),
  "ssm:public-parameter": byId("arn:{partition}:ssm:{region}::parameter/aws/service/*"),
  ...ofService("cloudfront", cloudfrontIds, (type) => global("cloudfront", `${type}/*`)),
  "elasticloadbalancing:loadbalancer/app/": {
    arn: regional("elasticloadbalancing", "loadbalancer/app/{name}/*"),
    names: balancers,
  },
  "elasticloadbalancing:listener/app": {
    arn: regional("elasticloadbalancing", "listener/app/{name}/*/*"),
    names: balancers,
  },
  "elasticloadbalancing:listener-rule/app": {
    arn: regional("elasticloadbalancing", "listener-rule/app/{name}/*/*/*"),
    names: balancers,
  },
  "elasticloadbalancing:targetgroup": {
    arn: regional("elasticloadbalancing", "targetgroup/{name}/*"),
    names: targetGroups,
  },
  "autoscaling:autoscalinggroup": {
    arn: regional("autoscaling", "autoScalingGroup:*:autoScalingGroupName/{name}"),
    names: from("name", "aws:autoscaling/group:Group"),
  },
  "wafv2:global-webacl": {
    arn: regional("wafv2", "global/webacl/{name}/*"),
    names: (resource) => [...webAcls("CLOUDFRONT")(resource), ...namedByDistributions(resource)],
    named: "optional",
  },
  "wafv2:regional-webacl": {
    arn: regional("wafv2", "regional/webacl/{name}/*"),
    names: webAcls("REGIONAL"),
    named: "optional",
  },
  "cognito-idp:regional-webacl": {
    arn: regional("wafv2", "regional/webacl/{name}/*"),
    names: webAcls("REGIONAL"),
    named: "optional",
  },
  "wafv2:global-managedruleset": {
    arn: regional("wafv2", "global/managedruleset/{name}/*"),
    names: (resource) => webAcls("CLOUDFRONT")(resource).map(() => "*"),
    named: "optional",
  },
  "wafv2:regional-managedruleset": {
    arn: regional("wafv2", "regional/managedruleset/{name}/*"),
    names: (resource) => webAcls("REGIONAL")(resource).map(() => "*"),
    named: "optional",
  },
  "wafv2:userpool": byId(regional("cognito-idp", "userpool/*")),
  "cognito-idp:userpool": byId(regional("cognito-idp", "userpool/*")),
  "logs:log-group": {
    arn: regional("logs", "log-group:{name}*"),
    names: from("name", "aws:cloudwatch/logGroup:LogGroup"),
  },
  "logs:delivery": byId(regional("logs", "delivery:*")),
  "logs:delivery-source": {
    arn: regional("logs", "delivery-source:{name}"),
    names: from("name", "aws:cloudwatch/logDeliverySource:LogDeliverySource"),
  },
  "logs:delivery-destination": {
    arn: regional("logs", "delivery-destination:{name}"),
    names: from("name", "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"),
  },
  "cloudwatch:alarm": {
    arn: regional("cloudwatch", "alarm:{name}"),
    names: from("name", "aws:cloudwatch/metricAlarm:MetricAlarm"),
  },
  "cloudwatch:insight-rule": {
    arn: regional("cloudwatch", "insight-rule/{name}"),
    names: from("ruleName", "aws:cloudwatch/contributorInsightRule:ContributorInsightRule"),
  },
  "cloudwatch:dashboard": {
    arn: global("cloudwatch", "dashboard/{name}"),
    names: from("dashboardName", "aws:cloudwatch/dashboard:Dashboard"),
  },
  "sns:topic": { arn: regional("sns", "{name}"), names: from("name", "aws:sns/topic:Topic") },
  "iam:role": {
    arn: global("iam", "role/{name}"),
    names: (resource) => [
      ...from("name", "aws:iam/role:Role")(resource),
      ...roles(resource),
      ...attachedRoles(resource),
    ],
    named: "needed",
  },
  "iam:passed-role": { arn: global("iam", "role/{name}"), names: passedRoles, named: "optional" },
  "iam:instance-profile": {
    arn: global("iam", "instance-profile/{name}"),
    names: from("name", "aws:iam/instanceProfile:InstanceProfile"),
    named: "needed",
  },
  "kms:key": byId(regional("kms", "key/*")),
  "kms:alias": {
    arn: regional("kms", "alias/{name}"),
    names: (resource) =>
      from("name", "aws:kms/alias:Alias")(resource).map((name) => name?.replace(/^alias\//, "")),
  },
  "secretsmanager:secret": {
    // AWS adds a hyphen and six characters.
    arn: regional("secretsmanager", "secret:{name}-??????"),
    names: from("name", "aws:secretsmanager/secret:Secret"),
    named: "needed",
  },
  "ssm:parameter": {
    arn: regional("ssm", "parameter/{name}"),
    names: (resource) =>
      from("name", "aws:ssm/parameter:Parameter")(resource).map((name) => name?.replace(/^\//, "")),
    named: "needed",
  },
  "ssm:document": {
    arn: regional("ssm", "document/{name}"),
    names: from("name", "aws:ssm/document:Document"),
    named: "needed",
  },
  "acm:certificate": byId(regional("acm", "certificate/*")),
  "s3:bucket": { arn: "arn:{partition}:s3:::{name}", names: buckets, named: "needed" },
  "s3:object": { arn: "arn:{partition}:s3:::{name}/*", names: buckets, named: "needed" },
  "route53:hostedzone": {
    arn: "arn:{partition}:route53:::hostedzone/{name}",
    names: from("zoneId", "aws:route53/record:Record"),
    named: "needed",
  },
  // The zone of an interface endpoint's private name is AWS's.
  "route53:any-hostedzone": byId("arn:{partition}:route53:::hostedzone/*"),
  "route53:change": byId("arn:{partition}:route53:::change/*"),
};

/** Where CloudFront, and what belongs to it, is managed. */
const GLOBAL_REGION = "us-east-1";

/** The region of what a resource of a global service names. */
const regionBeside = ({ type }: DeployedResource, stack: DeployedStack): string =>
  type.startsWith("aws:cloudfront/") ? GLOBAL_REGION : stack.region;

/**
 * The ARNs of one resource type in a stack.
 *
 * @param regions - of the resources that the calls are for; none for those of global services
 * @returns nothing where only named resources are allowed and the stack names none
 */
export function arnsOf(
  resourceType: string,
  stack: DeployedStack,
  regions: readonly (string | undefined)[],
): string[] {
  if (resourceType.startsWith("service-linked:")) {
    const service = resourceType.slice("service-linked:".length);
    return [`arn:${stack.partition}:iam::${stack.accountId}:role/aws-service-role/${service}/*`];
  }
  const format = arnFormats[resourceType];
  if (format === undefined) {
    throw new Error(`no ARN format for ${resourceType}`);
  }
  const made = stack.resources
    .filter(({ type }) => type === "aws:cloudfront/distribution:Distribution")
    .flatMap((resource) => property(resource, "id") ?? []);
  const write = (region: string, name: string): string =>
    format.arn
      .replace("{partition}", stack.partition)
      .replace("{region}", region)
      .replace("{account}", stack.accountId)
      .replace("{name}", name)
      .replace(/\*{2,}/g, "*");
  const names = stack.resources.flatMap((resource) =>
    (format.names?.(resource) ?? []).flatMap((name) => (name === undefined ? [] : [{ resource, name }])),
  );
  if (names.length === 0) {
    const places = regions.map((region) => region ?? GLOBAL_REGION);
    return format.named !== undefined ? [] : [...new Set(places.map((region) => write(region, "*")))];
  }
  const byRegion = groupBy(names, ({ resource }) => resource.region ?? regionBeside(resource, stack));
  return [...byRegion].flatMap(([region, found]) =>
    namePatterns(
      found.map(({ name }) => name),
      made,
    ).map((pattern) => write(region, pattern)),
  );
}

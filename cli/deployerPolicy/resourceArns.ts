/** The ARNs in a policy for each resource type of the service authorization reference. */
import { type DeployedResource, type DeployedStack, property } from "./deployedStack";
import { groupBy } from "./groupBy";
import { namePatterns } from "./namePatterns";
import {
  attachedRoles,
  balancers,
  buckets,
  bucketsWithObjects,
  bucketsWithPolicies,
  encryptionKeys,
  from,
  namedByDistributions,
  passedRoles,
  roles,
  targetGroups,
  webAcls,
} from "./resourceNames";

/** The ARN format of a resource type. */
interface ArnFormat {
  /** The format, with `{partition}`, `{region}`, `{account}` and, for named resources, `{name}`. */
  readonly arn: string;
  /** Reads the names from a resource of the stack. */
  readonly names?: (resource: DeployedResource) => (string | undefined)[];
  /**
   * Set if nothing, rather than every resource of the account, is allowed without a name: needed if the deployment makes
   * the calls anyway, optional if it does not.
   */
  readonly named?: "needed" | "optional";
}

const regional = (service: string, rest: string): string =>
  `arn:{partition}:${service}:{region}:{account}:${rest}`;
const global = (service: string, rest: string): string => `arn:{partition}:${service}::{account}:${rest}`;

/** Makes the format of resources with ids that AWS assigns, which covers all of the account. */
const byId = (arn: string): ArnFormat => ({ arn });

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

/** Tells whether a stack without a named resource of a type makes no calls on that type. */
export function isOptional(resourceType: string): boolean {
  return arnFormats[resourceType]?.named === "optional";
}

/** Formats by resource type, with the service's prefix. */
export const arnFormats: Readonly<Record<string, ArnFormat>> = {
  ...ofService("ec2", ec2Ids, (type) => regional("ec2", `${type}/*`)),
  // Images and public parameters have no account; AWS owns CloudFront's prefix list.
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
  "ecs:cluster": { arn: regional("ecs", "cluster/{name}"), names: from("name", "aws:ecs/cluster:Cluster") },
  "ecs:task-definition": {
    arn: regional("ecs", "task-definition/{name}:*"),
    names: from("family", "aws:ecs/taskDefinition:TaskDefinition"),
  },
  // Under the cluster's name, which may be that of another stack.
  "ecs:service": { arn: regional("ecs", "service/*/{name}"), names: from("name", "aws:ecs/service:Service") },
  "ecs:service-deployment": {
    arn: regional("ecs", "service-deployment/*/{name}/*"),
    names: from("name", "aws:ecs/service:Service"),
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
  // A replica is made of a multi-Region key in another region.
  "kms:primary-key": byId("arn:{partition}:kms:*:{account}:key/mrk-*"),
  "kms:encryption-key": { arn: regional("kms", "key/{name}"), names: encryptionKeys, named: "optional" },
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
  "s3:object": {
    arn: "arn:{partition}:s3:::{name}/*",
    names: (resource) => [...buckets(resource), ...bucketsWithObjects(resource)],
    named: "needed",
  },
  // Of a bucket of another stack, the deployer writes the policy or objects, and deletes or changes nothing else.
  "s3:bucket-with-policy": {
    arn: "arn:{partition}:s3:::{name}",
    names: bucketsWithPolicies,
    named: "needed",
  },
  "s3:bucket-with-objects": {
    arn: "arn:{partition}:s3:::{name}",
    names: bucketsWithObjects,
    named: "needed",
  },
  "route53:hostedzone": {
    arn: "arn:{partition}:route53:::hostedzone/{name}",
    names: from("zoneId", "aws:route53/record:Record"),
    named: "needed",
  },
  // AWS owns the hosted zone of an interface endpoint's private DNS name.
  "route53:any-hostedzone": byId("arn:{partition}:route53:::hostedzone/*"),
  "route53:change": byId("arn:{partition}:route53:::change/*"),
};

/** The region of CloudFront and its resources. */
const GLOBAL_REGION = "us-east-1";

/** Returns the region of a resource without one of its own. */
const regionBeside = ({ type }: DeployedResource, stack: DeployedStack): string =>
  type.startsWith("aws:cloudfront/") ? GLOBAL_REGION : stack.region;

/**
 * Returns the ARNs of one resource type in a stack.
 *
 * @param regions - the regions of the resources; undefined for those of global services
 * @returns an empty list if only named resources are allowed and the stack names none
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
  const generatedIds = stack.resources
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
      generatedIds,
    ).map((pattern) => write(region, pattern)),
  );
}

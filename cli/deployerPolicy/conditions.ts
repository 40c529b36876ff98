/** Conditions that limit an action further than its resources do. */
import { type DeployedStack, property } from "./deployedStack";

/** A statement's `Condition`. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Lists the names of the stack's records as Route 53 normalises them; validation records begin with a random label. */
function recordNames(stack: DeployedStack): string[] {
  const names = stack.resources
    .filter(({ type }) => type === "aws:route53/record:Record")
    .flatMap((record) => property(record, "fqdn") ?? property(record, "name") ?? [])
    .map((name) =>
      name
        .toLowerCase()
        .replace(/\.$/, "")
        .replace(/^_[0-9a-f]{32}\./, "_*."),
    );
  return [...new Set(names)].sort();
}

/** The services that roles are handed to, by the type of resource that hands them over. */
const RECEIVERS = {
  "aws:iam/instanceProfile:InstanceProfile": "ec2.amazonaws.com",
  "aws:ecs/taskDefinition:TaskDefinition": "ecs-tasks.amazonaws.com",
  "aws:ec2/flowLog:FlowLog": "vpc-flow-logs.amazonaws.com",
};

/** The services that the stack's roles are handed to. */
function receivers(stack: DeployedStack): string | string[] {
  const types = new Set(stack.resources.map(({ type }) => type));
  const found = Object.entries(RECEIVERS).flatMap(([type, service]) => (types.has(type) ? [service] : []));
  const [only = RECEIVERS["aws:iam/instanceProfile:InstanceProfile"], ...others] = found;
  return others.length === 0 ? only : found;
}

/** The services that use encryption keys for the deployer. */
function viaServices({ region }: DeployedStack): string[] {
  return ["s3", "secretsmanager"].map((service) => `${service}.${region}.amazonaws.com`);
}

/**
 * Returns the condition of an action; undefined for most actions.
 *
 * @param linkedServices - the services for which service-linked roles may be created
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
 */
export function conditionOf(
  action: string,
  stack: DeployedStack,
  linkedServices: readonly string[],
): Condition | undefined {
  switch (action) {
    case "iam:PassRole":
      return { StringEquals: { "iam:PassedToService": receivers(stack) } };
    case "iam:CreateServiceLinkedRole":
      return { StringEquals: { "iam:AWSServiceName": linkedServices } };
    case "kms:Decrypt":
    case "kms:Encrypt":
    case "kms:GenerateDataKey":
      return { StringEquals: { "kms:ViaService": viaServices(stack) } };
    case "route53:ChangeResourceRecordSets":
      return {
        "ForAllValues:StringLike": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": recordNames(stack),
        },
      };
    default:
      return undefined;
  }
}

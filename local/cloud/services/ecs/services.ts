import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn } from "../../model/identifiers";
import { type OperationContext, type ResourceType, type Rule, stable } from "../../model/resourceType";
import { bool, map, num, obj, set, str } from "../../model/schema";
import { api, guide, issue, registry } from "../../model/sources";
import {
  ECS_CLUSTER,
  ECS_SERVICE,
  inGroups,
  inSubnets,
  LISTENER,
  LISTENER_RULE,
  SECURITY_GROUP,
  subnetVpc,
  TARGET_GROUP,
  TASK_DEFINITION,
} from "../../model/tokens";
import { asList, asObject, asText, asTexts, dig, type Properties } from "../../values";
import { containersOf } from "./containers";

const INVALID = { code: "InvalidParameterException", status: 400, source: api("ecs", "CreateService") };

/** Returns a rule about creations and updates; its message is of the first load balancer that is wrong, if it is about those. */
function rule(source: string, description: string, validate: Rule["validate"]): Rule {
  return { on: ["create", "update"], ...INVALID, source, description, validate };
}

const service: ResourceType = {
  token: ECS_SERVICE,
  service: "ECS",
  operations: { create: "CreateService", update: "UpdateService", delete: "DeleteService" },
  source: registry("ecs/service"),
  inputs: {
    availabilityZoneRebalancing: str({ oneOf: ["ENABLED", "DISABLED"] }),
    cluster: str({ immutable: true }),
    deploymentCircuitBreaker: obj({ enable: bool({ required: true }), rollback: bool({ required: true }) }),
    deploymentMaximumPercent: num({ min: 0 }),
    deploymentMinimumHealthyPercent: num({ min: 0 }),
    desiredCount: num({ min: 0 }),
    enableEcsManagedTags: bool(),
    enableExecuteCommand: bool(),
    forceDelete: bool(),
    forceNewDeployment: bool(),
    healthCheckGracePeriodSeconds: num({ min: 0 }),
    launchType: str({ immutable: true, oneOf: ["EC2", "FARGATE", "EXTERNAL"] }),
    loadBalancers: set(
      obj({
        containerName: str({ required: true }),
        containerPort: num({ required: true, min: 0, max: 65_535 }),
        targetGroupArn: str(),
      }),
    ),
    name: str({ immutable: true }),
    networkConfiguration: obj({
      assignPublicIp: bool({ default: false }),
      securityGroups: set(str()),
      subnets: set(str(), { required: true }),
    }),
    platformVersion: str(),
    propagateTags: str({ oneOf: ["SERVICE", "TASK_DEFINITION", "NONE"] }),
    schedulingStrategy: str({ immutable: true, default: "REPLICA", oneOf: ["REPLICA", "DAEMON"] }),
    taskDefinition: str(),
    triggers: map(str()),
    waitForSteadyState: bool({ default: false }),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 255 },
  id: (context) =>
    arn(context, "ecs", `service/${clusterName(input(context, "cluster"))}/${input(context, "name")}`),
  outputs: {
    arn: stable((context) => context.id),
    iamRole: stable(() => "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"),
    launchType: stable(() => "EC2"),
    platformVersion: stable((context) => (input(context, "launchType") === "FARGATE" ? "LATEST" : "")),
    ...TAGS_ALL,
  },
  references: [
    {
      path: "cluster",
      to: [ECS_CLUSTER],
      by: ["arn", "name"],
      missing: { ...INVALID, code: "ClusterNotFoundException" },
      inUse: {
        code: "ClusterContainsServicesException",
        status: 400,
        source: api("ecs", "DeleteCluster"),
      },
    },
    {
      path: "taskDefinition",
      to: [TASK_DEFINITION],
      by: ["arn", "family"],
      missing: { ...INVALID, code: "ClientException" },
    },
    {
      path: "loadBalancers[*].targetGroupArn",
      to: [TARGET_GROUP],
      by: ["arn"],
      missing: INVALID,
    },
    inSubnets("networkConfiguration.subnets[*]"),
    inGroups("networkConfiguration.securityGroups[*]"),
  ],
  unique: [{ of: ["name", "cluster"], ...INVALID }],
  rules: [
    {
      on: ["create"],
      ...INVALID,
      code: "ClusterNotFoundException",
      description: "A service has a cluster; the one named default does not exist.",
      validate: (context) => (input(context, "cluster") === "" ? "Cluster not found." : undefined),
    },
    rule(
      INVALID.source,
      "A service has a task definition, which the ECS deployment controller needs.",
      (context) => (input(context, "taskDefinition") === "" ? "TaskDefinition cannot be blank." : undefined),
    ),
    rule(
      issue("aws-actions/amazon-ecs-deploy-task-definition", 802),
      "Tasks with the network mode awsvpc have a network configuration.",
      (context) =>
        networkMode(context) === "awsvpc" && context.inputs["networkConfiguration"] === undefined
          ? "Network Configuration must be provided when networkMode 'awsvpc' is specified."
          : undefined,
    ),
    rule(
      issue("muya/amazon-ecs-run-task", 7),
      "Tasks with another network mode have no network configuration.",
      (context) =>
        networkMode(context) !== "awsvpc" && context.inputs["networkConfiguration"] !== undefined
          ? "Network Configuration is not valid for the given networkMode of this task definition."
          : undefined,
    ),
    rule(
      issue("hashicorp/terraform-provider-aws", 12252),
      "The targets of awsvpc tasks are IP addresses, those of other tasks instances.",
      (context) => {
        const mode = networkMode(context);
        return firstOf(context, ({ group }) => {
          const type = asText(group?.outputs["targetType"]);
          return type === undefined || (mode === "awsvpc") === (type === "ip")
            ? undefined
            : `The provided target group ${group?.id ?? ""} has target type ${type}, which is incompatible with the ${mode} network mode specified in the task definition.`;
        });
      },
    ),
    rule(
      issue("hashicorp/terraform", 32908),
      "A listener forwards to the target groups before the service registers tasks.",
      (context) =>
        firstOf(context, ({ group }) =>
          group === undefined || isForwardedTo(context, group.id)
            ? undefined
            : `The target group with targetGroupArn ${group.id} does not have an associated load balancer.`,
        ),
    ),
    rule(
      issue("cloudcomponents/cdk-constructs", 106),
      "The containers of load balancers exist, with their ports.",
      (context) => {
        const containers = containersOf(definitionOf(context)?.outputs ?? {});
        return firstOf(context, ({ containerName, containerPort }) => {
          const container = containers.find(({ name }) => name === containerName);
          if (container === undefined) {
            return `The container ${containerName} does not exist in the task definition.`;
          }
          return container.ports.some((port) => port.container === containerPort)
            ? undefined
            : `The container ${containerName} did not have a container port ${containerPort} defined.`;
        });
      },
    ),
    rule(
      issue("sil-org/ecs-deploy", 134),
      "A Fargate service has a task definition for Fargate.",
      (context) =>
        input(context, "launchType") === "FARGATE" &&
        !asTexts(definitionOf(context)?.outputs["requiresCompatibilities"]).includes("FARGATE")
          ? "Task definition does not support launch_type FARGATE."
          : undefined,
    ),
    rule(issue("hashicorp/waypoint", 643), "Only Fargate assigns public addresses to tasks.", (context) =>
      (asText(context.inputs["launchType"]) ?? "EC2") === "EC2" &&
      dig(context.inputs, "networkConfiguration.assignPublicIp") === true
        ? "Assign public IP is not supported for this launch type."
        : undefined,
    ),
    rule(
      guide("AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html"),
      "Tasks have up to 16 subnets and 5 security groups, of one VPC.",
      sameVpc,
    ),
  ],
};

/** A load balancer of a service, with its target group. */
interface Registration {
  containerName: string;
  containerPort: number;
  group: { id: string; outputs: Properties } | undefined;
}

/** Returns the first message about a load balancer of a service. */
function firstOf(
  context: OperationContext,
  validate: (registration: Registration) => string | undefined,
): string | undefined {
  return asList(context.inputs["loadBalancers"])
    .map(asObject)
    .map((each) =>
      validate({
        containerName: asText(each["containerName"]) ?? "",
        containerPort: Number(each["containerPort"]),
        group: context.account.get(TARGET_GROUP, asText(each["targetGroupArn"])),
      }),
    )
    .find((message) => message !== undefined);
}

function definitionOf(context: OperationContext) {
  const named = input(context, "taskDefinition");
  const family = context.account
    .all(TASK_DEFINITION)
    .filter(({ id, outputs }) => id === named || outputs["family"] === named);
  return family.at(-1);
}

function networkMode(context: OperationContext): string {
  return asText(definitionOf(context)?.outputs["networkMode"]) ?? "bridge";
}

/** Returns whether a listener or a rule of one forwards to a target group. */
function isForwardedTo(context: OperationContext, arnOfGroup: string): boolean {
  const actions = [
    ...context.account.all(LISTENER).map(({ outputs }) => outputs["defaultActions"]),
    ...context.account.all(LISTENER_RULE).map(({ outputs }) => outputs["actions"]),
  ];
  return actions
    .flatMap((each) => asList(each).map(asObject))
    .some(
      (action) =>
        action["targetGroupArn"] === arnOfGroup ||
        asList(dig(action, "forward.targetGroups")).some((group) => asObject(group)["arn"] === arnOfGroup),
    );
}

function sameVpc(context: OperationContext): string | undefined {
  const network = asObject(context.inputs["networkConfiguration"]);
  const [subnets, groups] = [asTexts(network["subnets"]), asTexts(network["securityGroups"])];
  if (subnets.length > 16) {
    return "subnets can have at most 16 items.";
  }
  if (groups.length > 5) {
    return "securityGroups can have at most 5 items.";
  }
  const vpcs = new Set([
    ...subnets.map((id) => subnetVpc(context, id)),
    ...groups.flatMap((id) => asText(context.account.get(SECURITY_GROUP, id)?.outputs["vpcId"]) ?? []),
  ]);
  return vpcs.size > 1 ? "All specified subnets and security groups must be from the same VPC." : undefined;
}

function clusterName(cluster: string): string {
  return cluster.split("/").at(-1) ?? "";
}

/** Resource types of ECS services. */
export const services = { resources: [service] };

import { input, NAME, REGION } from "../model/commonFields";
import { arn, uuid } from "../model/identifiers";
import { derived, type OperationContext, type ResourceType, stable } from "../model/resourceType";
import { bool, list, num, obj, set, str } from "../model/schema";
import { api, issue, registry } from "../model/sources";
import { DEPENDENCY, INSTANCE_PROFILE, LAUNCH_TEMPLATE, SUBNET, TARGET_GROUP } from "../model/tokens";
import { asText, asTexts, dig } from "../values";

const GROUP = "aws:autoscaling/group:Group";
const INVALID = {
  code: "ValidationError",
  status: 400,
  source: api("autoscaling", "CreateAutoScalingGroup"),
};

const group: ResourceType = {
  token: GROUP,
  service: "Auto Scaling",
  operations: {
    create: "CreateAutoScalingGroup",
    update: "UpdateAutoScalingGroup",
    delete: "DeleteAutoScalingGroup",
  },
  source: registry("autoscaling/group"),
  inputs: {
    availabilityZones: set(str()),
    capacityRebalance: bool(),
    defaultCooldown: num(),
    defaultInstanceWarmup: num(),
    desiredCapacity: num({ min: 0 }),
    enabledMetrics: set(str()),
    forceDelete: bool({ default: false }),
    forceDeleteWarmPool: bool({ default: false }),
    healthCheckGracePeriod: num({ default: 300, min: 0 }),
    healthCheckType: str({ oneOf: ["EC2", "ELB", "EBS", "VPC_LATTICE"] }),
    ignoreFailedScalingActivities: bool({ default: false }),
    instanceMaintenancePolicy: obj({
      minHealthyPercentage: num({ required: true, min: -1, max: 100 }),
      maxHealthyPercentage: num({ required: true, min: -1, max: 200 }),
    }),
    instanceRefresh: obj({
      strategy: str({ required: true, oneOf: ["Rolling", "ReplaceRootVolume"] }),
      triggers: set(str()),
      preferences: obj({
        autoRollback: bool({ default: false }),
        checkpointDelay: str(),
        checkpointPercentages: list(num()),
        instanceWarmup: str(),
        maxHealthyPercentage: num({ default: 100, min: 100, max: 200 }),
        minHealthyPercentage: num({ default: 90, min: 0, max: 100 }),
        scaleInProtectedInstances: str({ default: "Ignore" }),
        skipMatching: bool({ default: false }),
        standbyInstances: str({ default: "Ignore" }),
      }),
    }),
    launchTemplate: obj({ id: str(), name: str(), version: str() }),
    maxInstanceLifetime: num(),
    maxSize: num({ required: true, min: 0 }),
    metricsGranularity: str({ default: "1Minute" }),
    minElbCapacity: num(),
    minSize: num({ required: true, min: 0 }),
    ...NAME,
    protectFromScaleIn: bool({ default: false }),
    serviceLinkedRoleArn: str(),
    suspendedProcesses: set(str()),
    tags: set(
      obj({
        key: str({ required: true }),
        value: str({ required: true }),
        propagateAtLaunch: bool({ required: true }),
      }),
      { key: "key" },
    ),
    targetGroupArns: set(str()),
    terminationPolicies: list(str()),
    trafficSources: set(obj({ identifier: str({ required: true }), type: str() }), { key: "identifier" }),
    vpcZoneIdentifiers: set(str()),
    waitForCapacityTimeout: str({ default: "10m" }),
    waitForElbCapacity: num(),
    ...REGION,
  },
  naming: { field: "name", max: 255 },
  id: (context) => asText(context.inputs["name"]) ?? `${input(context, "namePrefix")}${uuid()}`,
  outputs: {
    name: stable((context) => context.id),
    arn: stable((context) =>
      arn(context, "autoscaling", `autoScalingGroup:${uuid()}:autoScalingGroupName/${context.id}`),
    ),
    availabilityZones: stable((context) => zones(context)),
    defaultCooldown: stable(() => 300),
    desiredCapacity: derived(["desiredCapacity", "minSize", "maxSize"], desired),
    healthCheckType: stable(() => "EC2"),
    loadBalancers: stable(() => []),
    predictedCapacity: stable(() => 0),
    serviceLinkedRoleArn: stable(
      (context) =>
        `arn:aws:iam::${context.accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    ),
    targetGroupArns: stable(() => []),
    trafficSources: stable(() => []),
    vpcZoneIdentifiers: stable(() => []),
    warmPoolSize: stable(() => 0),
  },
  references: [
    { path: "launchTemplate.id", to: [LAUNCH_TEMPLATE], by: ["id"], missing: INVALID },
    { path: "launchTemplate.name", to: [LAUNCH_TEMPLATE], by: ["name"], missing: INVALID },
    { path: "targetGroupArns[*]", to: [TARGET_GROUP], by: ["arn"], missing: INVALID },
    { path: "trafficSources[*].identifier", to: [TARGET_GROUP], by: ["arn"], missing: INVALID },
    { path: "vpcZoneIdentifiers[*]", to: [SUBNET], by: ["id"], missing: INVALID, inUse: DEPENDENCY },
  ],
  unique: [{ of: ["name"], code: "AlreadyExists", status: 400, source: INVALID.source }],
  rules: [
    {
      on: ["create", "update"],
      ...INVALID,
      description: "minSize <= desiredCapacity <= maxSize.",
      validate: sizes,
    },
    {
      on: ["create", "update"],
      ...INVALID,
      description:
        "An Auto Scaling group has a launch template, by id or name, and subnets or Availability Zones.",
      validate: whereAndWhat,
    },
    {
      on: ["create", "update"],
      ...INVALID,
      description: "The instance profile of the launch template exists.",
      validate: profile,
    },
    {
      on: ["create", "update"],
      ...INVALID,
      source: issue("hashicorp/terraform", 18674),
      description: "The target groups of an Auto Scaling group have instances as targets.",
      validate: (context) => {
        const group = asTexts(context.inputs["targetGroupArns"])
          .map((id) => context.account.get(TARGET_GROUP, id))
          .find((one) => one !== undefined && one.outputs["targetType"] !== "instance");
        return group === undefined
          ? undefined
          : `Provided Target Group '${group.id}' has invalid target type. Please ensure all provided Target Groups have target type of instance.`;
      },
    },
    {
      on: ["create", "update"],
      ...INVALID,
      source: api("autoscaling", "RollbackInstanceRefresh"),
      description: "An instance refresh with rollback requires a numbered launch template version.",
      validate: (context) => {
        const rolls = dig(context.inputs, "instanceRefresh.preferences.autoRollback") === true;
        const version = asText(dig(context.inputs, "launchTemplate.version")) ?? "$Default";
        return rolls && version.startsWith("$")
          ? `AutoRollback cannot be enabled: the launch template has the version ${version}.`
          : undefined;
      },
    },
  ],
};

/**
 * Returns the desired capacity; without an argument, a group keeps its own, within its sizes.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html
 */
function desired({ inputs, old }: OperationContext): number {
  const [least, most] = [Number(inputs["minSize"]), Number(inputs["maxSize"])];
  const now = asText(inputs["desiredCapacity"]) ?? asText(old?.outputs["desiredCapacity"]) ?? least;
  return inputs["desiredCapacity"] === undefined ? Math.max(least, Math.min(most, Number(now))) : Number(now);
}

function sizes(context: OperationContext): string | undefined {
  const [min, max] = [Number(context.inputs["minSize"]), Number(context.inputs["maxSize"])];
  const desired = Number(asText(context.inputs["desiredCapacity"]) ?? min);
  return min <= desired && desired <= max
    ? undefined
    : `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`;
}

function whereAndWhat(context: OperationContext): string | undefined {
  if (
    (dig(context.inputs["launchTemplate"], "id") === undefined) ===
    (dig(context.inputs["launchTemplate"], "name") === undefined)
  ) {
    return "Valid requests must contain either launchTemplate.id or launchTemplate.name.";
  }
  const places = [
    ...asTexts(context.inputs["vpcZoneIdentifiers"]),
    ...asTexts(context.inputs["availabilityZones"]),
  ];
  return places.length > 0 ? undefined : "At least one Availability Zone or VPC Subnet is required.";
}

function profile(context: OperationContext): string | undefined {
  const id = asText(dig(context.inputs["launchTemplate"], "id"));
  const name = asText(dig(context.inputs["launchTemplate"], "name"));
  const template = context.account
    .all(LAUNCH_TEMPLATE)
    .find((one) => one.id === id || one.outputs["name"] === name);
  const wanted =
    dig(template?.outputs["iamInstanceProfile"], "name") ??
    dig(template?.outputs["iamInstanceProfile"], "arn");
  const found = context.account
    .all(INSTANCE_PROFILE)
    .some((one) => [one.outputs["name"], one.outputs["arn"]].includes(wanted ?? ""));
  return wanted === undefined || found
    ? undefined
    : "You must use a valid fully-formed launch template. Invalid IAM Instance Profile";
}

function zones(context: OperationContext): string[] {
  const all = asTexts(context.inputs["vpcZoneIdentifiers"]).map(
    (id) => asText(context.account.get(SUBNET, id)?.outputs["availabilityZone"]) ?? "",
  );
  return [...new Set(all)].sort();
}

const policy: ResourceType = {
  token: "aws:autoscaling/policy:Policy",
  service: "Auto Scaling",
  operations: { create: "PutScalingPolicy", update: "PutScalingPolicy", delete: "DeletePolicy" },
  source: registry("autoscaling/policy"),
  inputs: {
    adjustmentType: str(),
    autoscalingGroupName: str({ required: true, immutable: true }),
    cooldown: num(),
    enabled: bool({ default: true }),
    estimatedInstanceWarmup: num(),
    name: str({ immutable: true }),
    policyType: str({
      default: "SimpleScaling",
      oneOf: ["SimpleScaling", "StepScaling", "TargetTrackingScaling", "PredictiveScaling"],
    }),
    scalingAdjustment: num(),
    targetTrackingConfiguration: obj({
      disableScaleIn: bool({ default: false }),
      predefinedMetricSpecification: obj({
        predefinedMetricType: str({
          required: true,
          oneOf: [
            "ASGAverageCPUUtilization",
            "ASGAverageNetworkIn",
            "ASGAverageNetworkOut",
            "ALBRequestCountPerTarget",
          ],
        }),
        resourceLabel: str(),
      }),
      targetValue: num({ required: true }),
    }),
    ...REGION,
  },
  naming: { field: "name", max: 255 },
  id: (context) => input(context, "name"),
  outputs: {
    arn: stable((context) =>
      arn(
        context,
        "autoscaling",
        `scalingPolicy:${uuid()}:autoScalingGroupName/${input(context, "autoscalingGroupName")}:policyName/${context.id}`,
      ),
    ),
    metricAggregationType: derived(["policyType"], (context) =>
      input(context, "policyType") === "StepScaling" ? "Average" : "",
    ),
  },
  references: [
    {
      path: "autoscalingGroupName",
      to: [GROUP],
      by: ["name"],
      missing: { ...INVALID, source: api("autoscaling", "PutScalingPolicy") },
    },
  ],
};

/** Resource types of Auto Scaling. */
export const autoscaling = { resources: [group, policy] };

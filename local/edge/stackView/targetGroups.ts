/** Target groups, and who registers with them: Auto Scaling groups and ECS services. */
import type { AccountResource } from "../../cloud/account/accountFile";
import { ECS_SERVICE, LAUNCH_TEMPLATE, TARGET_GROUP } from "../../cloud/model/tokens";
import { asList, asObject, asText, asTexts, dig, type Properties } from "../../cloud/values";
import type { TargetGroupView } from "./model";
import type { Records } from "./records";

const SCALING_GROUP = "aws:autoscaling/group:Group";

/** What one Auto Scaling group or service registers with a target group. */
interface Registered {
  readonly number: number;
  readonly securityGroups: readonly string[];
  /** Port of a container; undefined for that of the target group. */
  readonly port: number | undefined;
}

/** Reads the target groups with these ARNs, each with what registers with it. */
export function readTargetGroups(
  records: Records,
  arns: ReadonlySet<string>,
): ReadonlyMap<string, TargetGroupView> {
  return new Map(
    records
      .all(TARGET_GROUP)
      .filter(({ id }) => arns.has(id))
      .map(({ id, outputs }) => [id, readTargetGroup(id, outputs, records)]),
  );
}

function readTargetGroup(arn: string, group: Properties, records: Records): TargetGroupView {
  const registered = [...instancesIn(arn, records), ...tasksIn(arn, records)];
  const check = asObject(group["healthCheck"]);
  return {
    arn,
    name: asText(group["name"]) ?? "",
    protocol: asText(group["protocol"]) ?? "HTTP",
    port: registered.find(({ port }) => port !== undefined)?.port ?? Number(group["port"]),
    health: {
      path: asText(check["path"]) ?? "/",
      protocol: asText(check["protocol"]) ?? "HTTP",
      matcher: asText(check["matcher"]) ?? "200",
      interval: Number(check["interval"] ?? 30),
      timeout: Number(check["timeout"] ?? 5),
      healthyThreshold: Number(check["healthyThreshold"] ?? 5),
      unhealthyThreshold: Number(check["unhealthyThreshold"] ?? 2),
    },
    kind: group["targetType"] === "ip" ? "task" : "instance",
    targets: registered.reduce((sum, { number }) => sum + number, 0),
    targetSecurityGroups: [...new Set(registered.flatMap(({ securityGroups }) => securityGroups))],
  };
}

function instancesIn(arn: string, records: Records): Registered[] {
  return records
    .all(SCALING_GROUP)
    .filter(({ outputs }) => {
      const sources = asList(outputs["trafficSources"]).map((source) => asObject(source)["identifier"]);
      return [...asTexts(outputs["targetGroupArns"]), ...sources].includes(arn);
    })
    .map(({ outputs }) => ({
      number: Number(outputs["desiredCapacity"] ?? outputs["minSize"] ?? 0),
      securityGroups: groupsOfInstances(outputs, records),
      port: undefined,
    }));
}

function groupsOfInstances(scalingGroup: Properties, records: Records): string[] {
  const template =
    records.find(LAUNCH_TEMPLATE, asText(dig(scalingGroup, "launchTemplate.id")) ?? "")?.outputs ?? {};
  const onInterfaces = asList(template["networkInterfaces"]).flatMap((one) =>
    asTexts(asObject(one)["securityGroups"]),
  );
  return [...onInterfaces, ...asTexts(template["vpcSecurityGroupIds"])];
}

/** Tasks with addresses of their own; those of other network modes have the addresses of instances, which do not exist here. */
function tasksIn(arn: string, records: Records): Registered[] {
  return records.all(ECS_SERVICE).flatMap(({ outputs }: AccountResource) => {
    const network = asObject(outputs["networkConfiguration"]);
    return asList(outputs["loadBalancers"])
      .map(asObject)
      .filter(
        (balancer) => balancer["targetGroupArn"] === arn && outputs["networkConfiguration"] !== undefined,
      )
      .map((balancer) => ({
        number: Number(outputs["desiredCount"] ?? 0),
        securityGroups: asTexts(network["securityGroups"]),
        port: Number(balancer["containerPort"]),
      }));
  });
}

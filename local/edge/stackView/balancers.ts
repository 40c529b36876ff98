/** Load balancers with their listeners, rules and target groups. */

import type { AccountResource } from "../../cloud/account/accountFile";
import {
  CERTIFICATE,
  LAUNCH_TEMPLATE,
  LISTENER,
  LISTENER_CERTIFICATE,
  LOAD_BALANCER,
  TARGET_GROUP,
} from "../../cloud/model/tokens";
import { asList, asObject, asText, asTexts, dig, type Properties, type Value } from "../../cloud/values";
import type {
  ActionView,
  BalancerView,
  ConditionView,
  ListenerView,
  RuleView,
  TargetGroupView,
} from "./model";
import type { Records } from "./records";

const RULE = "aws:lb/listenerRule:ListenerRule";
const SCALING_GROUP = "aws:autoscaling/group:Group";

/** Reads every load balancer. */
export function readBalancers(records: Records): ReadonlyMap<string, BalancerView> {
  return new Map(
    records.all(LOAD_BALANCER).map(({ id, outputs }) => [
      id,
      {
        arn: id,
        name: asText(outputs["name"]) ?? "",
        internal: outputs["internal"] === true,
        groups: asTexts(outputs["securityGroups"]),
        dropInvalidHeaders: outputs["dropInvalidHeaderFields"] === true,
        listeners: records
          .all(LISTENER)
          .filter((listener) => listener.outputs["loadBalancerArn"] === id)
          .map((listener) => readListener(listener, records)),
      },
    ]),
  );
}

function readListener({ id, outputs }: AccountResource, records: Records): ListenerView {
  return {
    port: Number(outputs["port"]),
    protocol: asText(outputs["protocol"]) ?? "HTTP",
    certificateNames: certificateNames(
      [
        asText(outputs["certificateArn"]) ?? "",
        ...records
          .all(LISTENER_CERTIFICATE)
          .filter((listed) => listed.outputs["listenerArn"] === id)
          .map((listed) => asText(listed.outputs["certificateArn"]) ?? ""),
      ],
      records,
    ),
    rules: records
      .all(RULE)
      .filter((rule) => rule.outputs["listenerArn"] === id)
      .map((rule) => readRule(rule.outputs))
      .sort((one, other) => one.priority - other.priority),
    defaultAction: readAction(outputs["defaultActions"]),
  };
}

/** Returns the names on all certificates; a client gets the certificate of the name that it asks for. */
function certificateNames(arns: readonly string[], records: Records): string[] {
  const names = arns.flatMap((arn) => {
    const certificate = records.find(CERTIFICATE, arn)?.outputs ?? {};
    return [asText(certificate["domainName"]), ...asTexts(certificate["subjectAlternativeNames"])];
  });
  return [...new Set(names.filter((name) => name !== undefined))];
}

function readRule(rule: Properties): RuleView {
  return {
    priority: Number(rule["priority"]),
    conditions: asList(rule["conditions"]).map((condition) => readCondition(asObject(condition))),
    action: readAction(rule["actions"]),
  };
}

/** Reads the last action; those before it authenticate, which the local edge does not do. */
function readAction(actions: Value | undefined): ActionView {
  const [first, ...others] = asList(actions).map(asObject);
  const type = asText(first?.["type"]) ?? "none";
  if (first === undefined || others.length > 0) {
    return { kind: "other", type };
  }
  if (type === "fixed-response") {
    return {
      kind: "fixed",
      status: Number(dig(first, "fixedResponse.statusCode") ?? 200),
      contentType: asText(dig(first, "fixedResponse.contentType")) ?? "text/plain",
      body: asText(dig(first, "fixedResponse.messageBody")) ?? "",
    };
  }
  const arn = asText(first["targetGroupArn"]);
  return type === "forward" && arn !== undefined
    ? { kind: "forward", targetGroupArn: arn }
    : { kind: "other", type };
}

/** Reads a condition; one that the local edge does not evaluate is kept as such, never dropped. */
function readCondition(condition: Properties): ConditionView {
  const [type = "none"] = Object.keys(condition).filter(
    (key) => Object.keys(asObject(condition[key])).length > 0,
  );
  const about = asObject(condition[type]);
  const values = asTexts(about["values"]);
  if (values.length === 0 || asTexts(about["regexValues"]).length > 0) {
    return { kind: "other", type };
  }
  switch (type) {
    case "httpHeader":
      return { kind: "header", name: asText(about["httpHeaderName"]) ?? "", values };
    case "hostHeader":
      return { kind: "host", values };
    case "pathPattern":
      return { kind: "path", values };
    case "httpRequestMethod":
      return { kind: "method", values };
    default:
      return { kind: "other", type };
  }
}

/** Reads the target groups with these ARNs, each with the scaling groups that register with it. */
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
  const scalingGroups = records.all(SCALING_GROUP).filter(({ outputs }) => {
    const sources = asList(outputs["trafficSources"]).map((source) => asObject(source)["identifier"]);
    return [...asTexts(outputs["targetGroupArns"]), ...sources].includes(arn);
  });
  const check = asObject(group["healthCheck"]);
  return {
    arn,
    name: asText(group["name"]) ?? "",
    protocol: asText(group["protocol"]) ?? "HTTP",
    port: Number(group["port"]),
    health: {
      path: asText(check["path"]) ?? "/",
      protocol: asText(check["protocol"]) ?? "HTTP",
      matcher: asText(check["matcher"]) ?? "200",
      interval: Number(check["interval"] ?? 30),
      timeout: Number(check["timeout"] ?? 5),
      healthyThreshold: Number(check["healthyThreshold"] ?? 5),
      unhealthyThreshold: Number(check["unhealthyThreshold"] ?? 2),
    },
    instances: scalingGroups.reduce(
      (sum, { outputs }) => sum + Number(outputs["desiredCapacity"] ?? outputs["minSize"] ?? 0),
      0,
    ),
    instanceGroups: [
      ...new Set(scalingGroups.flatMap((scalingGroup) => instanceGroups(scalingGroup.outputs, records))),
    ],
  };
}

function instanceGroups(scalingGroup: Properties, records: Records): string[] {
  const template =
    records.find(LAUNCH_TEMPLATE, asText(dig(scalingGroup, "launchTemplate.id")) ?? "")?.outputs ?? {};
  const onInterfaces = asList(template["networkInterfaces"]).flatMap((one) =>
    asTexts(asObject(one)["securityGroups"]),
  );
  return [...onInterfaces, ...asTexts(template["vpcSecurityGroupIds"])];
}

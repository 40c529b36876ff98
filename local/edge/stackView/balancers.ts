/** Load balancers with their listeners and rules. */

import type { AccountResource } from "../../cloud/account/accountFile";
import {
  CERTIFICATE,
  LISTENER,
  LISTENER_CERTIFICATE,
  LISTENER_RULE,
  LOAD_BALANCER,
} from "../../cloud/model/tokens";
import { asList, asObject, asText, asTexts, dig, type Properties, type Value } from "../../cloud/values";
import type { ActionView, BalancerView, ConditionView, ListenerView, RuleView } from "./model";
import type { Records } from "./records";

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
      .all(LISTENER_RULE)
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

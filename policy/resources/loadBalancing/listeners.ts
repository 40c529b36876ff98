import type { ListenerArgs, ListenerRuleArgs, TargetGroupArgs } from "@pulumi/aws/lb";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";

/** What a listener or a rule does with a request. */
export interface Action {
  readonly path: string;
  /** `forward`, `fixed-response`, `redirect`, `authenticate-oidc` and the like. */
  readonly type: Field<string>;
  /** ARNs of the target groups that it forwards to. */
  readonly targetGroups: readonly Field<string>[];
  readonly statusCode: Field<string>;
  readonly redirectProtocol: Field<string>;
}

/** A listener of an application or network load balancer. */
export interface Listener {
  readonly urn: string;
  readonly loadBalancer: Field<string>;
  readonly protocol: Field<string>;
  readonly tlsPolicy: Field<string>;
  /** Unknown where the list cannot be seen. */
  readonly actions: Field<readonly Action[]>;
}

/** A condition on a request header. */
export interface HeaderCondition {
  readonly path: string;
  readonly name: Field<string>;
  /** The values that pass; one unknown where the list cannot be seen. */
  readonly values: readonly Field<string>[];
  /** Absent unless it compares with regular expressions. */
  readonly patterns: Field<unknown>;
}

/** A rule of a listener. */
export interface ListenerRule {
  readonly urn: string;
  readonly listener: Field<string>;
  readonly actions: Field<readonly Action[]>;
  /** The conditions on headers alone; unknown where the list of conditions cannot be seen. */
  readonly headers: Field<readonly HeaderCondition[]>;
}

/** A target group. */
export interface TargetGroup {
  readonly urn: string;
  readonly protocol: Field<string>;
  readonly targetType: Field<string>;
  readonly port: Field<number>;
}

type ActionArgs = Unwrap<ListenerRuleArgs>["actions"][number];

/** Reads a listener. */
export function readListener(urn: string, props: object): Listener[] {
  const args = Reader.over<Unwrap<ListenerArgs>>(props);
  return [
    {
      urn,
      loadBalancer: args.at("loadBalancerArn").text(),
      protocol: args.at("protocol").text(),
      tlsPolicy: args.at("sslPolicy").text(),
      actions: actions(args.at("defaultActions")),
    },
  ];
}

/** Reads a rule of a listener. */
export function readListenerRule(urn: string, props: object): ListenerRule[] {
  const args = Reader.over<Unwrap<ListenerRuleArgs>>(props);
  const conditions = args.at("conditions").items();
  return [
    {
      urn,
      listener: args.at("listenerArn").text(),
      actions: actions(args.at("actions")),
      headers:
        conditions.state === "known"
          ? {
              ...conditions,
              value: conditions.value.flatMap((condition) => {
                const header = condition.at("httpHeader");
                const whole = header.any();
                return whole.state === "absent"
                  ? []
                  : [
                      {
                        path: whole.path,
                        name: header.at("httpHeaderName").text(),
                        values: header.at("values").texts(),
                        patterns: header.at("regexValues").any(),
                      },
                    ];
              }),
            }
          : conditions,
    },
  ];
}

/** Reads a target group. */
export function readTargetGroup(urn: string, props: object): TargetGroup[] {
  const args = Reader.over<Unwrap<TargetGroupArgs>>(props);
  return [
    {
      urn,
      protocol: args.at("protocol").text(),
      targetType: args.at("targetType").text(),
      port: args.at("port").number(),
    },
  ];
}

/** Whether it passes the request on, or cannot be seen. */
export function forwards(action: Action): boolean {
  return action.type.state !== "known" || action.type.value === "forward" || action.targetGroups.length > 0;
}

function actions(list: Reader<ActionArgs[]>): Field<readonly Action[]> {
  const items = list.items();
  if (items.state !== "known") {
    return items;
  }
  return {
    ...items,
    value: items.value.map((item) => {
      const single = item.at("targetGroupArn").text();
      const several = item
        .at("forward")
        .at("targetGroups")
        .each()
        .map((group) => group.at("arn").text());
      return {
        path: item.any().path,
        type: item.at("type").text(),
        targetGroups: [single, ...several].filter((field) => field.state !== "absent"),
        statusCode: item.at("fixedResponse").at("statusCode").text(),
        redirectProtocol: item.at("redirect").at("protocol").text(),
      };
    }),
  };
}

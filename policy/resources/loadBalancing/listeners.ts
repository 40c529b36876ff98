import type { ListenerArgs, ListenerRuleArgs, TargetGroupArgs } from "@pulumi/aws/lb";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { fieldOfEach } from "../network/endpoints/endpoint";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** An action of a listener or a rule. */
export interface Action {
  readonly path: string;
  /** `forward`, `fixed-response`, `redirect`, `authenticate-oidc` and the like. */
  readonly type: Field<string>;
  /** The ARNs of the target groups that it forwards to. */
  readonly targetGroups: readonly Field<string>[];
  readonly statusCode: Field<string>;
  readonly redirectProtocol: Field<string>;
}

/** A listener of an application or network load balancer. */
export interface Listener {
  readonly urn: string;
  readonly loadBalancer: Field<string>;
  readonly port: Field<number>;
  readonly protocol: Field<string>;
  readonly tlsPolicy: Field<string>;
  readonly actions: Field<readonly Action[]>;
}

/** A condition on a header of the request. */
export interface HeaderCondition {
  readonly path: string;
  readonly name: Field<string>;
  /** The values that match; one unknown field if the list is unknown. */
  readonly values: readonly Field<string>[];
  /** The regular expressions that it compares with, if any. */
  readonly patterns: Field<unknown>;
}

/** A condition on the path of the request, which one of the patterns has to match. */
export interface PathCondition {
  readonly patterns: readonly Field<string>[];
  /** The regular expressions that it compares with, if any. */
  readonly expressions: Field<unknown>;
}

/** A rule of a listener. */
export interface ListenerRule {
  readonly urn: string;
  readonly listener: Field<string>;
  readonly priority: Field<number>;
  readonly actions: Field<readonly Action[]>;
  /** The conditions on headers. */
  readonly headers: Field<readonly HeaderCondition[]>;
  /** The conditions on the path. */
  readonly paths: readonly PathCondition[];
  /** Whether it has a condition on anything but headers and the path, or may have. */
  readonly hasOtherConditions: boolean;
  /** Changes that it makes to the request before it forwards it. */
  readonly transforms: Field<unknown>;
}

/** A target group. */
export interface TargetGroup {
  readonly urn: string;
  readonly protocol: Field<string>;
  readonly targetType: Field<string>;
  readonly port: Field<number>;
  /** Whether targets of a network load balancer see the address of its client. */
  readonly preservesClient: Field<boolean>;
}

type ActionArgs = Unwrap<ListenerRuleArgs>["actions"][number];

/** Listeners. */
export const listeners = recordReaders<Listener>({
  [t.listener]: readListener,
});

/** Listener rules. */
export const listenerRules = recordReaders<ListenerRule>({
  [t.listenerRule]: readListenerRule,
});

/** Target groups. */
export const targetGroups = recordReaders<TargetGroup>({
  [t.targetGroup]: readTargetGroup,
});

function readListener(urn: string, props: object): Listener[] {
  const args = Reader.over<Unwrap<ListenerArgs>>(props);
  return [
    {
      urn,
      loadBalancer: args.at("loadBalancerArn").string(),
      port: args.at("port").number(),
      protocol: args.at("protocol").string(),
      tlsPolicy: args.at("sslPolicy").string(),
      actions: actions(args.at("defaultActions")),
    },
  ];
}

function readListenerRule(urn: string, props: object): ListenerRule[] {
  const args = Reader.over<Unwrap<ListenerRuleArgs>>(props);
  const conditions = args.at("conditions").items();
  return [
    {
      urn,
      listener: args.at("listenerArn").string(),
      priority: args.at("priority").number(),
      actions: actions(args.at("actions")),
      headers:
        conditions.state === "known"
          ? {
              ...conditions,
              value: conditions.value.flatMap((condition) => {
                const header = condition.at("httpHeader");
                const whole = header.raw();
                return whole.state === "absent"
                  ? []
                  : [
                      {
                        path: whole.path,
                        name: header.at("httpHeaderName").string(),
                        values: header.at("values").strings(),
                        patterns: header.at("regexValues").raw(),
                      },
                    ];
              }),
            }
          : conditions,
      paths:
        conditions.state === "known"
          ? conditions.value
              .map((condition) => condition.at("pathPattern"))
              .filter((path) => path.raw().state !== "absent")
              .map((path) => ({
                patterns: path.at("values").strings(),
                expressions: path.at("regexValues").raw(),
              }))
          : [],
      hasOtherConditions:
        conditions.state !== "known" ||
        conditions.value.some((condition) =>
          (["httpHeader", "pathPattern"] as const).every(
            (kind) => condition.at(kind).raw().state === "absent",
          ),
        ),
      transforms: args.at("transforms").raw(),
    },
  ];
}

function readTargetGroup(urn: string, props: object): TargetGroup[] {
  const args = Reader.over<Unwrap<TargetGroupArgs>>(props);
  return [
    {
      urn,
      protocol: args.at("protocol").string(),
      targetType: args.at("targetType").string(),
      port: args.at("port").number(),
      preservesClient: args.at("preserveClientIp").boolean(),
    },
  ];
}

/** Returns whether an action forwards the request, or may forward it. */
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
      const single = item.at("targetGroupArn").string();
      const several = fieldOfEach(item.at("forward").at("targetGroups"), (group) => group.at("arn").string());
      return {
        path: item.raw().path,
        type: item.at("type").string(),
        targetGroups: [single, ...several].filter((field) => field.state !== "absent"),
        statusCode: item.at("fixedResponse").at("statusCode").string(),
        redirectProtocol: item.at("redirect").at("protocol").string(),
      };
    }),
  };
}

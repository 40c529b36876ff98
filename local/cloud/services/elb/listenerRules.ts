import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { hex } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { type Field, list, num, obj, set, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { LISTENER, LISTENER_RULE } from "../../model/tokens";
import { asList, asText, asTexts, dig, every } from "../../values";
import { actions, forwards, LIMITS, ofBalancer } from "./listenerActions";
import { invalidElb } from "./loadBalancers";

const values = (rest: Partial<Field> = {}) =>
  obj({ values: set(str(), { required: true, min: 1 }), ...rest.fields });

const condition = obj({
  hostHeader: obj({ values: set(str()), regexValues: set(str()) }),
  httpHeader: obj({ httpHeaderName: str({ required: true }), values: set(str()), regexValues: set(str()) }),
  httpRequestMethod: values(),
  pathPattern: obj({ values: set(str()), regexValues: set(str()) }),
  queryStrings: set(obj({ key: str(), value: str({ required: true }) })),
  sourceIp: values(),
});

const CONDITIONS = guide("elasticloadbalancing/latest/application/rule-condition-types.html");

const listenerRule: ResourceType = {
  token: LISTENER_RULE,
  service: "Elastic Load Balancing v2",
  operations: { create: "CreateRule", update: "ModifyRule", delete: "DeleteRule" },
  source: registry("lb/listenerrule"),
  propagation: "lagging",
  inputs: {
    actions: list(obj(actions), { required: true, min: 1 }),
    conditions: set(condition, { required: true, min: 1 }),
    listenerArn: str({ required: true, immutable: true }),
    priority: num({ immutable: true, min: 1, max: 50_000 }),
    ...REGION,
    ...TAGS,
  },
  id: (context) => `${input(context, "listenerArn").replace(":listener/", ":listener-rule/")}/${hex(16)}`,
  outputs: { arn: stable((context) => context.id), priority: stable(lastPriority), ...TAGS_ALL },
  references: [
    {
      path: "listenerArn",
      to: [LISTENER],
      by: ["arn"],
      missing: { code: "ListenerNotFound", status: 400, source: api("elb", "CreateRule") },
    },
    ...forwards("actions"),
  ],
  unique: [
    { of: ["listenerArn", "priority"], code: "PriorityInUse", status: 400, source: api("elb", "CreateRule") },
  ],
  rules: [
    {
      on: ["create", "update"],
      ...invalidElb("CreateRule"),
      source: CONDITIONS,
      description: "A header condition: name of at most 40 characters and not Host, values of at most 128.",
      validate: headerCondition,
    },
    {
      on: ["create", "update"],
      ...invalidElb("CreateRule"),
      source: LIMITS,
      description: "A condition has three values at most, a rule five.",
      validate: valueCounts,
    },
    {
      on: ["create"],
      code: "TooManyRules",
      status: 400,
      source: LIMITS,
      description: "By default a load balancer has 100 rules beside the default ones.",
      validate: (context) =>
        ofBalancer(context, LISTENER_RULE).length >= 100
          ? "You have reached the maximum number of rules per load balancer (100)."
          : undefined,
    },
  ],
};

function headerCondition(context: OperationContext): string | undefined {
  for (const { value } of every(context.inputs, "conditions[*].httpHeader")) {
    const name = asText(dig(value, "httpHeaderName")) ?? "";
    if (name.length > 40 || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      return `Condition field 'http-header' has a name that is not valid: ${name}`;
    }
    if (name.toLowerCase() === "host") {
      return "Use a host-header condition for the Host header.";
    }
    if (asTexts(dig(value, "values")).some((text) => text.length > 128)) {
      return "Condition value is longer than 128 characters.";
    }
  }
  return undefined;
}

const VALUE_PATHS = ["hostHeader", "httpHeader", "httpRequestMethod", "pathPattern", "sourceIp"];

function valueCounts(context: OperationContext): string | undefined {
  const counts = asList(context.inputs["conditions"]).map((one) =>
    VALUE_PATHS.reduce(
      (sum, kind) =>
        sum + asTexts(dig(one, `${kind}.values`)).length + asTexts(dig(one, `${kind}.regexValues`)).length,
      asList(dig(one, "queryStrings")).length,
    ),
  );
  if (counts.some((count) => count > 3)) {
    return "A condition can have at most 3 values";
  }
  return counts.reduce((sum, count) => sum + count, 0) > 5
    ? "A rule can only have '5' condition values"
    : undefined;
}

/** Without a priority the provider takes the next one. */
function lastPriority(context: OperationContext): number {
  const taken = context.account
    .all(LISTENER_RULE)
    .filter((one) => one.inputs["listenerArn"] === context.inputs["listenerArn"]);
  return Math.max(0, ...taken.map((one) => Number(asText(one.outputs["priority"]) ?? 0))) + 1;
}

/** Resource type of listener rules. */
export const listenerRules = { resources: [listenerRule] };

import { asList, asText, asTexts, dig, every } from "../values";
import { invalidElb } from "./elb";
import { isIssued } from "./issuance";
import { hex, input, REGION, TAGS, TAGS_ALL } from "./make";
import { bool, type Field, list, num, obj, set, str } from "./schema";
import { type Making, type Reference, type ResourceFact, stable } from "./shape";
import { api, guide, registry } from "./sources";
import { CERTIFICATE, LISTENER, LOAD_BALANCER, TARGET_GROUP } from "./tokens";

const LISTENER_RULE = "aws:lb/listenerRule:ListenerRule";

const actions: Record<string, Field> = {
  type: str({
    required: true,
    oneOf: [
      "forward",
      "redirect",
      "fixed-response",
      "authenticate-cognito",
      "authenticate-oidc",
      "jwt-validation",
    ],
  }),
  order: num({ min: 1, max: 50_000 }),
  targetGroupArn: str(),
  fixedResponse: obj({
    contentType: str({
      required: true,
      oneOf: ["text/plain", "text/css", "text/html", "application/javascript", "application/json"],
    }),
    messageBody: str({ max: 1024 }),
    statusCode: str({ pattern: /^[245]\d\d$/ }),
  }),
  forward: obj({
    targetGroups: set(obj({ arn: str({ required: true }), weight: num({ default: 1, min: 0, max: 999 }) }), {
      key: "arn",
      required: true,
    }),
    stickiness: obj({ duration: num({ required: true }), enabled: bool({ default: false }) }),
  }),
  redirect: obj({
    host: str({ default: "#{host}" }),
    path: str({ default: "/#{path}" }),
    port: str({ default: "#{port}" }),
    protocol: str({ default: "#{protocol}" }),
    query: str({ default: "#{query}" }),
    statusCode: str({ required: true, oneOf: ["HTTP_301", "HTTP_302"] }),
  }),
};

/** Targets that an action list forwards to; they cannot go before it. */
function forwards(path: string): Reference[] {
  const missing = { code: "TargetGroupNotFound", status: 400, source: api("elb", "CreateRule") };
  const inUse = { code: "ResourceInUse", status: 400, source: api("elb", "DeleteTargetGroup") };
  return [`${path}[*].targetGroupArn`, `${path}[*].forward.targetGroups[*].arn`].map((at) => ({
    path: at,
    to: [TARGET_GROUP],
    by: ["arn"],
    missing,
    inUse,
  }));
}

const listener: ResourceFact = {
  token: LISTENER,
  service: "Elastic Load Balancing v2",
  operations: { create: "CreateListener", update: "ModifyListener", delete: "DeleteListener" },
  source: registry("lb/listener"),
  inputs: {
    alpnPolicy: str(),
    certificateArn: str(),
    defaultActions: list(obj(actions), { required: true, min: 1 }),
    loadBalancerArn: str({ required: true, immutable: true }),
    mutualAuthentication: obj({
      mode: str({ required: true, oneOf: ["off", "verify", "passthrough"] }),
      trustStoreArn: str(),
    }),
    port: num({ min: 1, max: 65535 }),
    protocol: str({ oneOf: ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"] }),
    routingHttpResponseServerEnabled: bool(),
    routingHttpResponseContentSecurityPolicyHeaderValue: str(),
    routingHttpResponseStrictTransportSecurityHeaderValue: str(),
    routingHttpResponseXContentTypeOptionsHeaderValue: str(),
    routingHttpResponseXFrameOptionsHeaderValue: str(),
    sslPolicy: str({ pattern: /^ELBSecurityPolicy-/ }),
    tcpIdleTimeoutSeconds: num(),
    ...REGION,
    ...TAGS,
  },
  id: (making) => `${input(making, "loadBalancerArn").replace(":loadbalancer/", ":listener/")}/${hex(16)}`,
  outputs: {
    arn: stable((making) => making.id),
    mutualAuthentication: stable(() => ({ mode: "off" })),
    protocol: stable(() => "HTTP"),
    routingHttpResponseServerEnabled: stable(() => true),
    sslPolicy: stable((making) => (input(making, "protocol") === "HTTPS" ? "ELBSecurityPolicy-2016-08" : "")),
    ...TAGS_ALL,
  },
  references: [
    {
      path: "loadBalancerArn",
      to: [LOAD_BALANCER],
      by: ["arn"],
      missing: { code: "LoadBalancerNotFound", status: 400, source: api("elb", "CreateListener") },
    },
    {
      path: "certificateArn",
      to: [CERTIFICATE],
      by: ["arn"],
      missing: { code: "CertificateNotFound", status: 400, source: api("elb", "CreateListener") },
      inUse: { code: "ResourceInUseException", status: 400, source: api("acm", "DeleteCertificate") },
    },
    ...forwards("defaultActions"),
  ],
  unique: [
    {
      of: ["loadBalancerArn", "port"],
      code: "DuplicateListener",
      status: 400,
      source: api("elb", "CreateListener"),
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      ...invalidElb("CreateListener"),
      says: "An HTTPS listener has a certificate of its own region, an HTTP listener none.",
      broken: certificate,
    },
    {
      on: ["create", "update"],
      code: "UnsupportedCertificate",
      status: 400,
      source: api("elb", "CreateListener"),
      says: "The certificate of a listener is issued.",
      broken: (making) => {
        const record = making.world.get(CERTIFICATE, input(making, "certificateArn"));
        return record === undefined || isIssued(making, record)
          ? undefined
          : `The certificate '${record.id}' must have a fully-qualified domain name, a supported signature, and a supported key size, and be issued.`;
      },
    },
  ],
};

function certificate(making: Making): string | undefined {
  const arn = input(making, "certificateArn");
  if (input(making, "protocol") === "HTTPS") {
    return arn === "" ? "A certificate must be specified for HTTPS listeners" : undefined;
  }
  return arn === "" ? undefined : "A certificate cannot be specified for HTTP listeners";
}

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

const LIMITS = guide("elasticloadbalancing/latest/application/load-balancer-limits.html");
const CONDITIONS = guide("elasticloadbalancing/latest/application/rule-condition-types.html");

const listenerRule: ResourceFact = {
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
  id: (making) => `${input(making, "listenerArn").replace(":listener/", ":listener-rule/")}/${hex(16)}`,
  outputs: { arn: stable((making) => making.id), priority: stable(lastPriority), ...TAGS_ALL },
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
      says: "A header condition: name of at most 40 characters and not Host, values of at most 128.",
      broken: headerCondition,
    },
    {
      on: ["create", "update"],
      ...invalidElb("CreateRule"),
      source: LIMITS,
      says: "At most three values a condition and five a rule.",
      broken: valueCounts,
    },
    {
      on: ["create"],
      code: "TooManyRules",
      status: 400,
      source: LIMITS,
      says: "By default a load balancer has 100 rules beside the default ones.",
      broken: (making) =>
        rulesOfBalancer(making) >= 100
          ? "You have reached the maximum number of rules per load balancer (100)."
          : undefined,
    },
  ],
};

function headerCondition(making: Making): string | undefined {
  for (const { value } of every(making.inputs, "conditions[*].httpHeader")) {
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

function valueCounts(making: Making): string | undefined {
  const counts = asList(making.inputs["conditions"]).map((one) =>
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

function rulesOfBalancer(making: Making): number {
  const balancer = (arn: string) => arn.split("/").slice(1, 4).join("/");
  const mine = balancer(input(making, "listenerArn"));
  return making.world
    .all(LISTENER_RULE)
    .filter((one) => balancer(asText(one.inputs["listenerArn"]) ?? "") === mine).length;
}

/** Without a priority the provider takes the next after the last. */
function lastPriority(making: Making): number {
  const taken = making.world
    .all(LISTENER_RULE)
    .filter((one) => one.inputs["listenerArn"] === making.inputs["listenerArn"]);
  return Math.max(0, ...taken.map((one) => Number(asText(one.outputs["priority"]) ?? 0))) + 1;
}

/** Facts about listeners and their rules. */
export const listeners = { resources: [listener, listenerRule] };

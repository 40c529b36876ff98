import type { Misconfiguration } from "../misconfiguration";
import { all, inserted, output, set } from "../model";
import { earlyRule, LITERAL_SECRET } from "./snippets";

const DEFAULT = "listener-default-action-refuses";
const CHECK = "listener-rule-checks-secret-header";

/** What the listener lets through by itself. */
export const listenerMisconfigurations: Misconfiguration[] = [
  {
    id: "default-forward",
    shape: "dev",
    what: "What no rule admits is forwarded.",
    rule: DEFAULT,
    resource: "site-https",
    change: set("site-https", "defaultActions", [
      { type: "forward", targetGroupArn: output("site-public-targets", "arn") },
    ]),
    expectText: [/defaultActions/],
  },
  {
    id: "default-forward-weighted",
    shape: "prod",
    what: "What no rule admits is forwarded to weighted target groups.",
    rule: DEFAULT,
    resource: "site-https",
    change: set("site-https", "defaultActions", [
      {
        type: "forward",
        forward: { targetGroups: [{ arn: output("site-signed-targets", "arn"), weight: 1 }] },
      },
    ]),
    expectText: [/defaultActions/],
  },
  {
    id: "default-forward-after-login",
    shape: "s3AndAlb",
    what: "What no rule admits is forwarded once the viewer has logged in at the load balancer.",
    rule: DEFAULT,
    resource: "app-https",
    change: set("app-https", "defaultActions", [
      {
        type: "authenticate-oidc",
        order: 1,
        authenticateOidc: {
          issuer: "https://login.example.com",
          authorizationEndpoint: "https://login.example.com/authorize",
          tokenEndpoint: "https://login.example.com/token",
          userInfoEndpoint: "https://login.example.com/userinfo",
          clientId: "app",
          clientSecret: "from-the-provider",
        },
      },
      { type: "forward", order: 2, targetGroupArn: output("app-public-targets", "arn") },
    ]),
  },
  {
    id: "default-forward-module-alb",
    shape: "classicAlb",
    what: "The listener of the older module name forwards what no rule admits.",
    rule: DEFAULT,
    resource: "shop-https",
    change: set("shop-https", "defaultActions", [
      { type: "forward", targetGroupArn: output("shop-public-targets", "arn") },
    ]),
  },
  {
    id: "default-answers-200",
    shape: "dev",
    what: "What no rule admits is answered with 200.",
    rule: DEFAULT,
    resource: "site-https",
    change: set("site-https", "defaultActions.0.fixedResponse.statusCode", "200"),
    expectText: [/200/],
  },
  {
    id: "rule-before-the-check",
    shape: "dev",
    what: "A rule for a path, tried before the header is checked, forwards to the members' targets.",
    rule: CHECK,
    resource: "site-early",
    change: earlyRule([{ pathPattern: { values: ["/healthz", "/secure/*"] } }]),
    expectText: [/conditions/],
  },
  {
    id: "rule-by-address",
    shape: "dev",
    what: "A rule trusts a private address instead of the header.",
    rule: CHECK,
    resource: "site-early",
    change: earlyRule([{ sourceIp: { values: ["10.0.0.0/8"] } }]),
  },
  {
    id: "rule-by-login",
    shape: "s3AndAlb",
    what: "A rule forwards those who have logged in at the load balancer, whatever header they send.",
    rule: CHECK,
    resource: "app-public-rule",
    change: all(
      set("app-public-rule", "conditions", [{ pathPattern: { values: ["/login/*"] } }]),
      inserted("app-public-rule", "actions", 0, {
        type: "authenticate-cognito",
        authenticateCognito: {
          userPoolArn: "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_a1b2c3d4e",
          userPoolClientId: "a1b2c3",
          userPoolDomain: "app",
        },
      }),
    ),
  },
  {
    id: "rule-any-value",
    shape: "prod",
    what: "A rule takes any value of the header.",
    rule: CHECK,
    resource: "site-public-rule",
    change: set("site-public-rule", "conditions.0.httpHeader.values", ["*"]),
    expectText: [/wildcard|\*/],
  },
  {
    id: "rule-value-with-wildcard",
    shape: "classicAlb",
    what: "A rule takes whatever begins with the header value.",
    rule: CHECK,
    resource: "shop-signed-rule",
    change: set("shop-signed-rule", "conditions.0.httpHeader.values", [`${LITERAL_SECRET.slice(0, 40)}*`]),
  },
  {
    id: "rule-value-with-question-marks",
    shape: "s3AndAlb",
    what: "A rule takes any value of the right length.",
    rule: CHECK,
    resource: "app-signed-rule",
    change: set("app-signed-rule", "conditions.0.httpHeader.values", ["?".repeat(64)]),
  },
  {
    id: "rule-regular-expression",
    shape: "dev",
    what: "A rule compares the header with a regular expression.",
    rule: CHECK,
    resource: "site-signed-rule",
    change: set("site-signed-rule", "conditions", [
      { httpHeader: { httpHeaderName: "X-From-CloudFront", regexValues: ["^[0-9a-f]+$"] } },
    ]),
    expectText: [/regexValues/],
  },
  {
    id: "rule-short-value",
    shape: "s3AndAlb",
    what: "The header value is a word.",
    rule: CHECK,
    resource: "app-public-rule",
    change: set("app-public-rule", "conditions.0.httpHeader.values", ["letmein"]),
  },
  {
    id: "rule-no-conditions-alias",
    shape: "classicAlb",
    what: "A rule of the older module name takes every path.",
    rule: CHECK,
    resource: "shop-public-rule",
    change: set("shop-public-rule", "conditions", [{ pathPattern: { values: ["/*"] } }]),
  },
];

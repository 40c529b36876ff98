import type { Misconfiguration } from "../../misconfiguration";
import { all, inserted, output, set } from "../../stackModel";
import { earlyRule, LITERAL_SECRET } from "../commonResources";

const DEFAULT = "listener-default-action-refuses";
const CHECK = "listener-rule-checks-secret-header";

/** Requests that the listener forwards without the secret header. */
export const listenerMisconfigurations: Misconfiguration[] = [
  {
    id: "default-forward",
    base: "dev",
    what: "The default action forwards.",
    rule: DEFAULT,
    resource: "site-https",
    change: set("site-https", "defaultActions", [
      { type: "forward", targetGroupArn: output("site-public-targets", "arn") },
    ]),
    expectText: [/defaultActions/],
  },
  {
    id: "default-forward-weighted",
    base: "prod",
    what: "The default action forwards to weighted target groups.",
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
    base: "s3AndAlb",
    what: "The default action forwards after login at the load balancer.",
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
    base: "classicAlb",
    what: "The default action of a listener with the older module name forwards.",
    rule: DEFAULT,
    resource: "shop-https",
    change: set("shop-https", "defaultActions", [
      { type: "forward", targetGroupArn: output("shop-public-targets", "arn") },
    ]),
  },
  {
    id: "default-answers-200",
    base: "dev",
    what: "The default action responds with 200.",
    rule: DEFAULT,
    resource: "site-https",
    change: set("site-https", "defaultActions.0.fixedResponse.statusCode", "200"),
    expectText: [/200/],
  },
  {
    id: "rule-before-the-check",
    base: "dev",
    what: "A rule for a path precedes the header check and forwards to the signed tier's targets.",
    rule: CHECK,
    resource: "site-early",
    change: earlyRule([{ pathPattern: { values: ["/healthz", "/secure/*"] } }]),
    expectText: [/conditions/],
  },
  {
    id: "rule-by-address",
    base: "dev",
    what: "A rule checks a private source address instead of the header.",
    rule: CHECK,
    resource: "site-early",
    change: earlyRule([{ sourceIp: { values: ["10.0.0.0/8"] } }]),
  },
  {
    id: "rule-by-login",
    base: "s3AndAlb",
    what: "A rule forwards after login at the load balancer, without a header check.",
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
    base: "prod",
    what: "A rule accepts any value of the header.",
    rule: CHECK,
    resource: "site-public-rule",
    change: set("site-public-rule", "conditions.0.httpHeader.values", ["*"]),
    expectText: [/wildcard|\*/],
  },
  {
    id: "rule-value-with-wildcard",
    base: "classicAlb",
    what: "A rule accepts every value with a prefix.",
    rule: CHECK,
    resource: "shop-signed-rule",
    change: set("shop-signed-rule", "conditions.0.httpHeader.values", [`${LITERAL_SECRET.slice(0, 40)}*`]),
  },
  {
    id: "rule-value-with-question-marks",
    base: "s3AndAlb",
    what: "A rule accepts every value of the right length.",
    rule: CHECK,
    resource: "app-signed-rule",
    change: set("app-signed-rule", "conditions.0.httpHeader.values", ["?".repeat(64)]),
  },
  {
    id: "rule-regular-expression",
    base: "dev",
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
    base: "s3AndAlb",
    what: "The header value is short.",
    rule: CHECK,
    resource: "app-public-rule",
    change: set("app-public-rule", "conditions.0.httpHeader.values", ["letmein"]),
  },
  {
    id: "rule-no-conditions-alias",
    base: "classicAlb",
    what: "A rule with the older module name matches every path.",
    rule: CHECK,
    resource: "shop-public-rule",
    change: set("shop-public-rule", "conditions", [{ pathPattern: { values: ["/*"] } }]),
  },
];

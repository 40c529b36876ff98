/** Arguments and quotas that listeners and their rules share. */

import type { AccountResource } from "../../account/accountFile";
import { input } from "../../model/commonFields";
import type { OperationContext, Reference } from "../../model/resourceType";
import { bool, type Field, num, obj, set, str } from "../../model/schema";
import { api, guide } from "../../model/sources";
import { TARGET_GROUP } from "../../model/tokens";
import { asText } from "../../values";

/** Quotas of a load balancer. */
export const LIMITS = guide("elasticloadbalancing/latest/application/load-balancer-limits.html");

/** Actions of a listener or a rule. */
export const actions: Record<string, Field> = {
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

/** Returns the reference to the target groups that an action forwards to, which cannot be deleted before it. */
export function forwards(path: string): Reference[] {
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

/** Returns the resources of a type on the load balancer of the input's listener. */
export function ofBalancer(context: OperationContext, token: string): readonly AccountResource[] {
  const balancer = (arn: string) => arn.split("/").slice(1, 4).join("/");
  const mine = balancer(input(context, "listenerArn"));
  return context.account
    .all(token)
    .filter((one) => balancer(asText(one.inputs["listenerArn"]) ?? "") === mine);
}

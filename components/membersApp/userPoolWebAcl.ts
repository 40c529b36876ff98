import type * as cognito from "@pulumi/aws/cognito";
import * as wafv2 from "@pulumi/aws/wafv2";
import { visibility } from "../cloudfront/plan/webAclRules";
import { ratesOf, WebAclAction, type WebAclLimitsArgs } from "../cloudfront/webAcl";
import type { ComponentContext } from "../internal/componentContext";
import { userPoolRules } from "./plan/userPoolRules";

/**
 * Creates a web ACL for a user pool, whose sign-in page is not behind CloudFront: in the pool's region, with metrics and
 * without samples of requests.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html
 */
export function createUserPoolWebAcl(
  { name, parent, tags }: ComponentContext,
  pool: cognito.UserPool,
  webAcl: WebAclLimitsArgs,
): void {
  const acl = new wafv2.WebAcl(
    `${name}-acl`,
    {
      scope: "REGIONAL",
      description: `In front of the sign-in page of ${name}`,
      defaultAction: { allow: {} },
      rules: userPoolRules(webAcl.action !== WebAclAction.Count, ratesOf(webAcl)),
      visibilityConfig: visibility(`${name}-sign-in`),
      tags,
    },
    { parent },
  );
  new wafv2.WebAclAssociation(`${name}-acl`, { resourceArn: pool.arn, webAclArn: acl.arn }, { parent });
}

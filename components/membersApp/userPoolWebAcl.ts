import type * as cognito from "@pulumi/aws/cognito";
import * as wafv2 from "@pulumi/aws/wafv2";
import type * as pulumi from "@pulumi/pulumi";
import { visibility } from "../cloudfront/plan/webAclRules";
import { ratesOf, WebAclAction, type WebAclLimitsArgs } from "../cloudfront/webAcl";
import { userPoolRules } from "./plan/userPoolRules";

interface UserPoolWebAclInputs {
  name: string;
  parent: pulumi.Resource;
  tags: { [key: string]: pulumi.Input<string> } | undefined;
}

/**
 * Puts a web ACL in front of a user pool, whose sign-in page is not behind CloudFront: of the pool's region, with metrics
 * and no samples of requests.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html
 */
export function guardUserPool(
  { name, parent, tags }: UserPoolWebAclInputs,
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

import { type RateLimits, type WebAclRule, webAclRules } from "../../cloudfront/plan/webAclRules";

/**
 * Paths of the site's own requests to the user pool, which come from the few addresses of its NAT gateways for all members,
 * and need the client's secret.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html
 */
const SITE_PATHS = ["/oauth2/token", "/oauth2/revoke"];

/**
 * Returns the rules of the web ACL of a user pool: a rate limit for each address, and AWS's managed rule groups.
 *
 * @param blocks whether a request that matches a rule is refused, or counted and allowed
 */
export function userPoolRules(blocks: boolean, rates: RateLimits): WebAclRule[] {
  const rules = webAclRules(blocks, { ...rates, requests: rates.signIns }, "/");
  return rules
    .filter(({ name }) => name !== "sign-in-rate")
    .map((rule) => (rule.name === "request-rate" ? { ...rule, statement: exceptTheSite(rule) } : rule));
}

function exceptTheSite({ statement }: WebAclRule): object {
  const { rateBasedStatement } = statement as { rateBasedStatement: object };
  const statements = SITE_PATHS.map((searchString) => ({
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: "EXACTLY",
      searchString,
      textTransformations: [{ priority: 0, type: "NONE" }],
    },
  }));
  const scopeDownStatement = { notStatement: { statement: { orStatement: { statements } } } };
  return { rateBasedStatement: { ...rateBasedStatement, scopeDownStatement } };
}

/** Calls for CloudFront and AWS WAF. */
import { type CallTable, serviceLinkedRole, type TypeCalls } from "./typeCalls";

const tagging = (resource: string) => ({
  create: [`cloudfront:TagResource ${resource}`],
  read: [`cloudfront:ListTagsForResource ${resource}`],
  update: [`cloudfront:TagResource ${resource}`, `cloudfront:UntagResource ${resource}`],
});

/** Web ACLs and managed rule groups of both scopes. */
const acl = "global-webacl regional-webacl";
const managed = "global-managedruleset regional-managedruleset";

/** Returns the four calls for a resource that CloudFront attaches to distributions. */
function attached(name: string, resource: string): TypeCalls {
  const on = resource === "" ? "" : ` ${resource}`;
  return {
    create: [`cloudfront:Create${name}`],
    read: [`cloudfront:Get${name}${on}`],
    update: [`cloudfront:Update${name}${on}`],
    delete: [`cloudfront:Delete${name}${on}`],
  };
}

/** Calls by resource type. */
export const edgeCalls: CallTable = {
  "aws:cloudfront/distribution:Distribution": {
    create: [
      "cloudfront:CreateDistribution",
      "wafv2:GetWebACL global-webacl",
      ...tagging("distribution").create,
    ],
    read: ["cloudfront:GetDistribution distribution", ...tagging("distribution").read],
    update: [
      "cloudfront:UpdateDistribution distribution",
      "wafv2:GetWebACL global-webacl",
      ...tagging("distribution").update,
    ],
    delete: ["cloudfront:UpdateDistribution distribution", "cloudfront:DeleteDistribution distribution"],
  },
  "aws:cloudfront/vpcOrigin:VpcOrigin": {
    create: [
      "cloudfront:CreateVpcOrigin",
      ...tagging("vpcorigin").create,
      "ec2:DescribeInstances",
      "ec2:DescribeInternetGateways",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
      "elasticloadbalancing:DescribeLoadBalancers",
      serviceLinkedRole("vpcorigin.cloudfront.amazonaws.com"),
    ],
    read: ["cloudfront:GetVpcOrigin vpcorigin", ...tagging("vpcorigin").read],
    update: ["cloudfront:UpdateVpcOrigin vpcorigin", ...tagging("vpcorigin").update],
    delete: ["cloudfront:DeleteVpcOrigin vpcorigin"],
  },
  "aws:cloudfront/monitoringSubscription:MonitoringSubscription": {
    create: ["cloudfront:CreateMonitoringSubscription"],
    read: ["cloudfront:GetMonitoringSubscription"],
    update: ["cloudfront:CreateMonitoringSubscription"],
    delete: ["cloudfront:DeleteMonitoringSubscription"],
  },
  "aws:cloudfront/publicKey:PublicKey": attached("PublicKey", ""),
  "aws:cloudfront/keyGroup:KeyGroup": attached("KeyGroup", ""),
  "aws:cloudfront/originAccessControl:OriginAccessControl": attached(
    "OriginAccessControl",
    "origin-access-control",
  ),
  "aws:cloudfront/cachePolicy:CachePolicy": attached("CachePolicy", "cache-policy"),
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": attached(
    "OriginRequestPolicy",
    "origin-request-policy",
  ),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": attached(
    "ResponseHeadersPolicy",
    "response-headers-policy",
  ),
  "aws:wafv2/webAcl:WebAcl": {
    create: [`wafv2:CreateWebACL ${acl} ${managed}`, `wafv2:TagResource ${acl}`],
    read: [`wafv2:GetWebACL ${acl}`, `wafv2:ListTagsForResource ${acl}`],
    update: [
      `wafv2:UpdateWebACL ${acl} ${managed}`,
      `wafv2:TagResource ${acl}`,
      `wafv2:UntagResource ${acl}`,
    ],
    delete: [`wafv2:DeleteWebACL ${acl}`],
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    create: [
      "wafv2:AssociateWebACL regional-webacl userpool",
      "cognito-idp:AssociateWebACL userpool regional-webacl",
    ],
    read: [
      "wafv2:GetWebACLForResource regional-webacl userpool",
      "cognito-idp:GetWebACLForResource userpool",
    ],
    update: [
      "wafv2:AssociateWebACL regional-webacl userpool",
      "cognito-idp:AssociateWebACL userpool regional-webacl",
    ],
    delete: ["wafv2:DisassociateWebACL userpool", "cognito-idp:DisassociateWebACL userpool"],
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    create: [
      `wafv2:PutLoggingConfiguration ${acl}`,
      "logs:CreateLogDelivery",
      "logs:PutResourcePolicy",
      "logs:DescribeResourcePolicies",
      "logs:DescribeLogGroups",
    ],
    read: [`wafv2:GetLoggingConfiguration ${acl}`],
    update: [`wafv2:PutLoggingConfiguration ${acl}`],
    delete: [`wafv2:DeleteLoggingConfiguration ${acl}`, "logs:DeleteLogDelivery"],
  },
};

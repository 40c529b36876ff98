import type { ServiceRequests } from "./request";

/** Requests to the web application firewall. */
export const wafv2: ServiceRequests = {
  service: "WAFV2",
  model: "wafv2",
  types: {
    "aws:wafv2/webAcl:WebAcl": {
      resource: "AWS::WAFv2::WebACL",
      members: {
        "rules[*].visibilityConfig.cloudwatchMetricsEnabled":
          "/Rules/*/VisibilityConfig/CloudWatchMetricsEnabled",
      },
      notSent: {
        namePrefix: "it is the prefix of the name",
        ruleJson: "it contains the rules",
      },
    },
    "aws:wafv2/webAclAssociation:WebAclAssociation": {
      resource: "AWS::WAFv2::WebACLAssociation",
    },
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
      resource: "AWS::WAFv2::LoggingConfiguration",
      within: "LoggingConfiguration",
    },
  },
};

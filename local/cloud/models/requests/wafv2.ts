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
        namePrefix: "the name is made of it",
        ruleJson: "the rules are read from it",
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

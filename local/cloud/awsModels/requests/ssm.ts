import type { ServiceRequests } from "./request";

/** Requests to Systems Manager. */
export const ssm: ServiceRequests = {
  service: "SSM",
  model: "ssm",
  types: {
    "aws:ssm/document:Document": {
      resource: "AWS::SSM::Document",
      members: {
        attachmentsSources: ["Attachments", "/Attachments"],
      },
      notSent: { permissions: "the provider sends them in a separate request after the creation" },
    },
    "aws:ssm/parameter:Parameter": {
      resource: "AWS::SSM::Parameter",
      members: { insecureValue: ["Value", "/Value"], valueWo: ["Value", "/Value"] },
      notSent: { arn: "it is an output", valueWoVersion: "the provider uses it only for comparison" },
    },
  },
};

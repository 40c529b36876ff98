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
      notSent: { permissions: "a change of the document's permissions follows its creation" },
    },
    "aws:ssm/parameter:Parameter": {
      resource: "AWS::SSM::Parameter",
      members: { insecureValue: ["Value", "/Value"], valueWo: ["Value", "/Value"] },
      notSent: { arn: "it is an output", valueWoVersion: "the provider compares it" },
    },
  },
};

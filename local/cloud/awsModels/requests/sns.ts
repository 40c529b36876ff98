import type { ServiceRequests } from "./request";

const ATTRIBUTE = "Attributes{*}";
const RESOURCE_PROPERTY = "SetSubscriptionAttributes:AttributeValue";

/** Requests to the Simple Notification Service. */
export const sns: ServiceRequests = {
  service: "SNS",
  model: "sns",
  types: {
    "aws:sns/topic:Topic": {
      resource: "AWS::SNS::Topic",
      members: {
        name: ["Name", "/TopicName"],
        deliveryPolicy: ATTRIBUTE,
        displayName: ATTRIBUTE,
        kmsMasterKeyId: ATTRIBUTE,
        policy: ATTRIBUTE,
        signatureVersion: ATTRIBUTE,
        tracingConfig: ATTRIBUTE,
      },
      notSent: { namePrefix: "it is the prefix of the name" },
    },
    "aws:sns/topicSubscription:TopicSubscription": {
      resource: "AWS::SNS::Subscription",
      members: {
        topic: ["TopicArn", "/TopicArn"],
        deliveryPolicy: RESOURCE_PROPERTY,
        filterPolicy: RESOURCE_PROPERTY,
        filterPolicyScope: RESOURCE_PROPERTY,
        rawMessageDelivery: RESOURCE_PROPERTY,
        redrivePolicy: RESOURCE_PROPERTY,
        replayPolicy: RESOURCE_PROPERTY,
        subscriptionRoleArn: RESOURCE_PROPERTY,
      },
      notSent: {
        confirmationTimeoutInMinutes: "the provider uses it only for waiting",
        endpointAutoConfirms: "the provider uses it only for waiting",
      },
    },
  },
};

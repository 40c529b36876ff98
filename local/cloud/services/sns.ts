import { input, REGION } from "../model/commonFields";
import { uuid } from "../model/identifiers";
import { type ResourceType, stable } from "../model/resourceType";
import { bool, json, num, str } from "../model/schema";
import { api, registry } from "../model/sources";
import { TOPIC } from "../model/tokens";

const subscription: ResourceType = {
  token: "aws:sns/topicSubscription:TopicSubscription",
  service: "SNS",
  operations: { create: "Subscribe", update: "SetSubscriptionAttributes", delete: "Unsubscribe" },
  source: registry("sns/topicsubscription"),
  inputs: {
    confirmationTimeoutInMinutes: num({ default: 1 }),
    deliveryPolicy: json(),
    endpoint: str({ required: true, immutable: true }),
    endpointAutoConfirms: bool({ default: false }),
    filterPolicy: json(),
    filterPolicyScope: str({ oneOf: ["MessageAttributes", "MessageBody"] }),
    protocol: str({
      required: true,
      immutable: true,
      oneOf: ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"],
    }),
    rawMessageDelivery: bool({ default: false }),
    redrivePolicy: json(),
    replayPolicy: json(),
    subscriptionRoleArn: str(),
    topic: str({ required: true, immutable: true }),
    ...REGION,
  },
  id: (context) => `${input(context, "topic")}:${uuid()}`,
  outputs: {
    arn: stable((context) => context.id),
    confirmationWasAuthenticated: stable(() => false),
    filterPolicyScope: stable(() => ""),
    ownerId: stable((context) => context.accountId),
    // E-mail subscriptions need a confirmation, which never comes here.
    pendingConfirmation: stable((context) => input(context, "protocol").startsWith("email")),
  },
  references: [
    {
      path: "topic",
      to: [TOPIC],
      by: ["arn"],
      missing: { code: "NotFound", status: 404, source: api("sns", "Subscribe") },
    },
  ],
  rules: [
    {
      on: ["create"],
      code: "InvalidParameter",
      status: 400,
      source: api("sns", "Subscribe"),
      description: "An e-mail subscription has an address.",
      validate: (context) =>
        input(context, "protocol").startsWith("email") &&
        !/^[^\s@]+@[^\s@]+$/.test(input(context, "endpoint"))
          ? "Invalid parameter: Email address"
          : undefined,
    },
  ],
};

/** Resource type of topic subscriptions. */
export const topicSubscriptions = { resources: [subscription] };

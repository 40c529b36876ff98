import { randomUUID } from "node:crypto";
import * as z from "zod";
import { readDocument } from "../access/policyDocument";
import type { AccountResource } from "../account/accountFile";
import { api } from "../model/sources";
import { TOPIC } from "../model/tokens";
import { findKey, stateOf } from "../services/kms/findKey";
import { asText } from "../values";
import { viaService } from "./kmsKeys";
import { ApiError, type ApiScope, operation } from "./operation";

/** Largest message in bytes; a larger one needs the topic's attribute MaximumMessageSize. */
const largestMessage = 262_144;

/** The arguments of Publish; attributes, other structures and other targets than topics are not supported. */
const message = z.strictObject({
  TopicArn: z.string().regex(/^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/),
  Message: z
    .string()
    .min(1)
    .refine((text) => Buffer.byteLength(text) <= largestMessage),
  // Fewer than 100 characters, without control characters.
  Subject: z
    .string()
    .min(1)
    .max(99)
    .regex(/^\P{Cc}*$/u)
    .optional(),
});

function topicOf(arn: string, { account }: ApiScope): AccountResource | undefined {
  return account.all(TOPIC).find(({ outputs }) => outputs.arn === arn);
}

const keyOf = (topic: AccountResource | undefined): string => asText(topic?.inputs.kmsMasterKeyId) ?? "";

/** Throws SNS's error unless the customer key of an encrypted topic can be used. */
function requireKeyOf(topic: AccountResource, scope: ApiScope): void {
  const given = keyOf(topic);
  if (given === "" || given.includes("alias/aws/")) {
    return;
  }
  const key = findKey(given, scope);
  if (key === undefined) {
    throw new ApiError("KMSNotFound", `Key '${given}' does not exist`);
  }
  const state = stateOf(key);
  if (state !== "Enabled") {
    throw new ApiError(state === "Disabled" ? "KMSDisabled" : "KMSInvalidState", `${given} is ${state}.`);
  }
}

const publish = operation({
  target: "SNS.Publish",
  source: api("sns", "Publish"),
  action: "sns:Publish",
  codes: ["NotFound", "InvalidParameter", "KMSNotFound", "KMSDisabled", "KMSInvalidState"],
  input: message,
  subject: ({ TopicArn }, scope) => {
    const policy = asText(topicOf(TopicArn, scope)?.inputs.policy);
    return {
      arn: TopicArn,
      decides: false,
      ...(policy === undefined ? {} : { policy: readDocument(policy) }),
    };
  },
  // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  also: ({ TopicArn }, scope) =>
    viaService("sns", keyOf(topicOf(TopicArn, scope)), ["kms:GenerateDataKey", "kms:Decrypt"], scope),
  answer: ({ TopicArn, Message, Subject }, scope) => {
    if (TopicArn.split(":")[3] !== scope.region) {
      throw new ApiError("InvalidParameter", "Invalid parameter: TopicArn");
    }
    const topic = topicOf(TopicArn, scope);
    if (topic === undefined) {
      throw new ApiError("NotFound", "Topic does not exist");
    }
    requireKeyOf(topic, scope);
    const MessageId = randomUUID();
    scope.deliver({ messageId: MessageId, topicArn: TopicArn, subject: Subject, message: Message });
    return { MessageId };
  },
});

/** The operations of SNS. */
export const sns = [publish];

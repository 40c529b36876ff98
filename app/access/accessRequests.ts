/** Requests for access, published to a topic. */
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import * as z from "zod";
import { regionOf } from "../secretText";
import { returnPath } from "./returnPath";

/** The fields of the form. */
export const accessRequestShape = z.object({
  email: z.email().max(254),
  reason: z
    .string()
    .trim()
    .max(500)
    .transform((text) => text.replace(/\p{Cc}+/gu, " ")),
  path: z.string().optional().transform(returnPath),
});

/** A request, and the person who is signed in. */
export interface AccessRequest extends z.output<typeof accessRequestShape> {
  readonly person: string | undefined;
}

/** Receives requests for access. */
export interface AccessRequests {
  submit(request: AccessRequest): Promise<void>;
}

/**
 * Publishes requests to a topic. The client reads AWS_ENDPOINT_URL_SNS or AWS_ENDPOINT_URL, if set.
 *
 * @param topicArn - the role needs `sns:Publish` on it
 */
export function topicRequests(topicArn: string): AccessRequests {
  const client = new SNSClient({ ...regionOf(topicArn), maxAttempts: 3 });
  return {
    submit: async (request) => {
      const message = JSON.stringify({ type: "access-request", ...request });
      await client.send(
        new PublishCommand({ TopicArn: topicArn, Subject: "Request for access", Message: message }),
      );
    },
  };
}

/** Requests for access: from a form to a topic that people read. */
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import * as z from "zod";
import { regionOf } from "../secretText";
import { returnPath } from "./returnPath";

/** What the form asks for. */
export const accessRequestShape = z.object({
  email: z.email().max(254),
  reason: z
    .string()
    .trim()
    .max(500)
    .transform((text) => text.replace(/\p{Cc}+/gu, " ")),
  path: z.string().optional().transform(returnPath),
});

/** A request, and who is signed in while sending it. */
export interface AccessRequest extends z.output<typeof accessRequestShape> {
  readonly person: string | undefined;
}

/** Takes requests for access. */
export interface AccessRequests {
  submit(request: AccessRequest): Promise<void>;
}

/**
 * Publishes requests to a topic. The client finds its endpoint in AWS_ENDPOINT_URL_SNS or AWS_ENDPOINT_URL, if set.
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

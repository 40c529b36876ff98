/** Where requests for access go: to the stack's topic, or into a file where the stack has none. */
import { type AccessRequests, topicRequests } from "../../app/access/accessRequests";
import { readWorld } from "../cloud";

/** Whether a topic exists in the local cloud at this moment. */
function topicExists(cloudDir: string, arn: string): boolean {
  const { resources = [] } = readWorld(cloudDir) ?? {};
  return resources.some(({ type, outputs }) => type === "aws:sns/topic:Topic" && outputs["arn"] === arn);
}

/**
 * Publishes to the topic while it exists.
 *
 * @param otherwise - takes the requests while it does not
 */
export function accessRequests(
  cloudDir: string,
  topicArn: string,
  otherwise: AccessRequests,
): AccessRequests {
  const topic = topicRequests(topicArn);
  return {
    submit: (request) => (topicExists(cloudDir, topicArn) ? topic : otherwise).submit(request),
  };
}

import type { SharedTarget } from "../../reachability/tiers/sharedTargets";
import type { StackModel } from "../../stack/stack";

/** Names the port and server at which both tiers arrive; a server outside this stack may be any text, so it is not repeated. */
export function sharedPlace(model: StackModel, { open, signed }: SharedTarget): string {
  const { server, port = signed.target.port } = open.target;
  const where = port === undefined || port === 0 ? "" : `port ${port} of `;
  return `${where}${model.links.resource(server) === undefined ? "one target outside this stack" : server}`;
}

import type { Options } from "../../options/options";
import { connectionsOf } from "../../reachability/ingressPaths";
import type { StackModel } from "../../stack/stack";
import { matchesName } from "../../values/namePatterns";

/** Returns a test for the load balancers and instances that only CloudFront should reach. */
export function protectedOrigins(
  model: StackModel,
  { protectedOrigins: patterns }: Options,
): (urn: string) => boolean {
  const { reached } = connectionsOf(model);
  return patterns.length === 0
    ? (urn) => reached.has(urn)
    : (urn) => patterns.some((pattern) => matchesName(pattern, urn));
}

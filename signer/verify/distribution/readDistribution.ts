/** Reads distributions from hand-written JSON: every member is validated, and unknown ones are refused. */
import {
  type BehaviorDescription,
  type Distribution,
  type DistributionDescription,
  type ErrorResponseDescription,
  loadDistribution,
} from "./distribution";
import { listOf, mapOf, object, oneOf, optional, path, root, text, whole } from "./jsonShape";

/** The longest TTL of CloudFront, a hundred years in seconds. */
const longest = 3_153_600_000;

const behavior = object<BehaviorDescription>({
  pathPattern: text,
  viewerProtocolPolicy: optional(oneOf("allow-all", "redirect-to-https", "https-only")),
  trustedKeys: optional(mapOf(text)),
});

const errorResponse = object<ErrorResponseDescription>({
  errorCode: whole(400, 599),
  responseCode: optional(whole(200, 599)),
  responsePagePath: optional(path),
  errorCachingMinTtl: optional(whole(0, longest)),
});

const distribution = object<DistributionDescription>({
  domainNames: listOf(text),
  behaviors: listOf(behavior, 1),
  customErrorResponses: optional(listOf(errorResponse)),
});

/**
 * Validates and loads a distribution.
 *
 * @throws SignerError ERR_DISTRIBUTION naming the first member that is wrong, and what {@link loadDistribution} throws
 * @example
 * ```ts
 * const distribution = readDistribution(JSON.parse(await readFile("distribution.json", "utf8")));
 * ```
 */
export function readDistribution(json: unknown): Distribution {
  return loadDistribution(distribution(json, root));
}

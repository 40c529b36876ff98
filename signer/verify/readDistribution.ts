/** A distribution from JSON that somebody wrote: every member is checked, an unknown one is refused. */
import { z } from "zod";
import { SignerError } from "../errors";
import { type Distribution, loadDistribution } from "./distribution";

const behavior = z.strictObject({
  pathPattern: z.string().min(1),
  viewerProtocolPolicy: z.enum(["allow-all", "redirect-to-https", "https-only"]).optional(),
  trustedKeys: z.record(z.string().min(1), z.string()).optional(),
});

const errorResponse = z.strictObject({
  errorCode: z.int().min(400).max(599),
  responseCode: z.int().min(200).max(599).optional(),
  responsePagePath: z.string().startsWith("/").optional(),
  errorCachingMinTtl: z.int().min(0).optional(),
});

const schema = z.strictObject({
  domainNames: z.array(z.string().min(1)),
  behaviors: z.array(behavior).min(1),
  customErrorResponses: z.array(errorResponse).optional(),
});

/**
 * Reads a distribution description.
 *
 * @throws SignerError ERR_DISTRIBUTION naming the first member that is wrong, and what {@link loadDistribution} throws
 * @example
 * ```ts
 * const distribution = readDistribution(JSON.parse(await readFile("distribution.json", "utf8")));
 * ```
 */
export function readDistribution(json: unknown): Distribution {
  const result = schema.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    const field = issue?.path.map(String).join(".") ?? "";
    throw new SignerError(
      "ERR_DISTRIBUTION",
      `${field === "" ? "the distribution" : field}: ${issue?.message ?? "wrong"}`,
      {
        field,
        remedy:
          '{ "domainNames": ["…"], "behaviors": [{ "pathPattern": "/premium/*", "trustedKeys": { "K…": "PEM" } }, { "pathPattern": "*" }] }',
      },
    );
  }
  return loadDistribution(result.data);
}

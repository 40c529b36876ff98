import { added, all, type Change, declared, inserted, joined, type Leaf, output } from "../../stackModel";
import { signedBehavior } from "./distribution";

/** A bucket of another stack, by its name. */
export const COMPANY_VIDEOS = "company-videos";

/** The statement that lets the stack's distribution read the bucket. */
const readByDistribution = joined`{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::company-videos/*","Condition":{"StringEquals":{"AWS:SourceArn":"${output("site-distribution", "arn")}"}}}`;

/** The origin of the bucket. */
export const existingOrigin = {
  originId: "videos",
  domainName: `${COMPANY_VIDEOS}.s3.eu-west-1.amazonaws.com`,
  originAccessControlId: output("videos-access", "id"),
};

/**
 * Adds signed videos to the dev stack, which are in a bucket of another stack.
 *
 * @param policy the bucket's policy, written in this stack; without one its owner writes it
 */
export function existingVideos(policy?: string | Leaf): Change {
  return all(
    added(
      declared("aws:cloudfront/originAccessControl:OriginAccessControl", "videos-access", {
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      }),
      ...(policy === undefined
        ? []
        : [
            declared("aws:s3/bucketPolicy:BucketPolicy", "videos-readers", {
              bucket: COMPANY_VIDEOS,
              policy,
            }),
          ]),
    ),
    inserted("site-distribution", "origins", 3, existingOrigin),
    inserted("site-distribution", "orderedCacheBehaviors", 1, {
      ...signedBehavior("site", "videos"),
      pathPattern: "/videos/*",
    }),
  );
}

/** The policy that the components write for the bucket. */
export const ownPolicy = {
  ...readByDistribution,
  parts: ['{"Version":"2012-10-17","Statement":[', ...readByDistribution.parts, "]}"],
};

/** The policy with a further statement of the bucket's owner. */
export const policyWith = (statement: string) => ({
  ...readByDistribution,
  parts: ['{"Version":"2012-10-17","Statement":[', ...readByDistribution.parts, `,${statement}]}`],
});

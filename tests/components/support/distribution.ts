/** A distribution's arguments, and what tests look for in it. */
import { ContentKind, Distribution, type DistributionArgs } from "../../../components";
import { inputsOf, record } from "./recorder";

/** Arguments with one of everything. */
export const ARGS: DistributionArgs = {
  domainName: "members.example.com",
  certificateArn: "arn:certificate",
  loadBalancerArn: "arn:alb",
  publicOriginDomainName: "origin-public.members.example.com",
  signedOriginDomainName: "origin-signed.members.example.com",
  headerName: "X-From-CloudFront",
  publicHeaderValue: "aa",
  signedHeaderValue: "bb",
  headerGeneration: 2,
  headerFingerprints: { public: "0a", signed: "0b" },
  keyGroupIds: ["group-1"],
  securePaths: [
    { pattern: "/premium/*", content: ContentKind.Dynamic },
    { pattern: "/downloads/*", content: ContentKind.Static },
  ],
  publicPaths: ["/premium/preview/*"],
  errorPages: {
    bucketName: "pages",
    bucketArn: "arn:pages",
    bucketDomainName: "pages.s3.amazonaws.com",
    accessControlId: "access-1",
  },
};

export const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** Makes the component with some arguments changed. */
export const make = (args: Partial<DistributionArgs> = {}, preview = false) =>
  record((options) => new Distribution("site", { ...ARGS, ...args }, options), { preview });

/** Inputs of the distribution that is made. */
export async function distribution(args: Partial<DistributionArgs> = {}) {
  return inputsOf(await make(args), DISTRIBUTION, "site-distribution");
}

/** A cache behavior, as far as tests read it. */
export interface Behavior {
  pathPattern: string;
  targetOriginId: string;
  viewerProtocolPolicy: string;
  trustedKeyGroups?: string[];
  cachePolicyId: string;
  originRequestPolicyId?: string;
  allowedMethods: string[];
}

/** Its behaviors with a path pattern, in order. */
export async function behaviors(args: Partial<DistributionArgs> = {}): Promise<Behavior[]> {
  return (await distribution(args)).orderedCacheBehaviors as Behavior[];
}

import { signedVideos } from "../../compliantStacks/resources/videos";
import type { Misconfiguration } from "../../misconfiguration";
import { all, type Change, output, set } from "../../stackModel";

/** Lets everyone call some actions on the signed videos, or on their bucket, without the block of public policies. */
export function forEveryone(actions: string, on: string, more = ""): Change {
  return all(
    signedVideos,
    set("videos-pages-closed", "blockPublicPolicy", false),
    set("videos-pages-closed", "restrictPublicBuckets", false),
    set("videos-pages-readers", "policy", {
      $: "joined",
      parts: [
        `{"Statement":[{"Effect":"Allow","Principal":"*","Action":${actions},"Resource":"`,
        output("videos-pages", "arn"),
        `${on}"${more}}]}`,
      ],
    }),
  );
}

const base = {
  base: "dev",
  rule: "origin-bucket-admits-only-cloudfront",
  resource: "videos-pages-readers",
  moments: ["known"],
  expectText: [/statement 1 of this policy lets everyone change what CloudFront serves with a signature/],
} as const;

/** Buckets with signed objects that everyone can change. */
export const writableBucketMisconfigurations: Misconfiguration[] = [
  {
    ...base,
    id: "signed-bucket-everyone-uploads",
    what: "Everyone can replace the signed videos.",
    change: forEveryone('"s3:PutObject"', "/*"),
  },
  {
    ...base,
    id: "signed-bucket-everyone-opens-objects",
    what: "Everyone can set the ACLs of the signed videos.",
    change: forEveryone('"s3:PutObjectAcl"', "/videos/*"),
  },
  {
    ...base,
    id: "signed-bucket-everyone-deletes",
    what: "Everyone can delete the signed videos.",
    change: forEveryone('["s3:Delete*"]', "/*"),
  },
  {
    ...base,
    id: "signed-bucket-everyone-sets-its-policy",
    what: "Everyone can replace the policy of the bucket with the signed videos.",
    change: forEveryone('"s3:PutBucketPolicy"', ""),
  },
];

import type { ResourceTransform } from "@pulumi/pulumi";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

/** Returns transforms that open the bucket of signed files: to a public behavior, and to another account by its policy. */
export function holes(open: boolean): ResourceTransform[] {
  const transform: ResourceTransform = ({ type, name, props, opts }) => {
    if (type === DISTRIBUTION) {
      const { orderedCacheBehaviors: behaviors } = props as {
        orderedCacheBehaviors: { pathPattern: string }[];
      };
      const opened = behaviors.map((behavior) =>
        behavior.pathPattern === "/*" ? { ...behavior, targetOriginId: "signed-files" } : behavior,
      );
      return { props: { ...props, orderedCacheBehaviors: opened }, opts };
    }
    if (type === POLICY && name === "site-edge-signed-files") {
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { AWS: "999988887777" }, Action: "s3:GetObject", Resource: "*" },
        ],
      });
      return { props: { ...props, policy }, opts };
    }
    return undefined;
  };
  return open ? [transform] : [];
}

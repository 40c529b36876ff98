import * as cloudfront from "@pulumi/aws/cloudfront";
import type { ComponentContext } from "../internal/componentContext";

/** Creates an origin access control, with which a distribution signs each of its requests to a bucket. */
export function createAccessControl(
  { name, parent }: Omit<ComponentContext, "tags">,
  description: string,
): cloudfront.OriginAccessControl {
  return new cloudfront.OriginAccessControl(
    `${name}-access`,
    {
      description,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    { parent },
  );
}

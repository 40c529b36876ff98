import type * as pulumi from "@pulumi/pulumi";
import { createEncryptionKeys, type EncryptionKeys } from "./encryption/encryptionKeys";
import { EDGE_REGION } from "./internal/edgeRegion";
import type { Site } from "./plan/site";

/** Creates the keys that encrypt a site's data, or uses the caller's. */
export function siteEncryptionKeys(
  name: string,
  { args, region }: Site,
  parent: pulumi.ComponentResource,
): EncryptionKeys {
  if (args.encryptionKey === true) {
    return createEncryptionKeys({ name, parent, tags: args.tags }, region);
  }
  const keyArn = args.encryptionKeyArn;
  return { keyArn, edgeKeyArn: region === EDGE_REGION ? keyArn : args.encryptionKeyArnUsEast1 };
}

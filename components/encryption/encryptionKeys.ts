import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "../internal/componentContext";
import { EDGE_REGION } from "../internal/edgeRegion";
import { encryptionKeyPolicy } from "./plan/encryptionKeyPolicy";

/** ARNs of the keys that encrypt the data of a site; undefined for keys of AWS. */
export interface EncryptionKeys {
  /** Key in the region of the stack. */
  keyArn: pulumi.Input<string> | undefined;
  /** Key in us-east-1, for what CloudFront writes and for its alarms. */
  edgeKeyArn: pulumi.Input<string> | undefined;
}

/**
 * Creates a key that encrypts the data of a site, with a replica in us-east-1 for a stack in another region. Its material
 * is replaced every year; what former material encrypted remains readable.
 *
 * @param region region of the stack
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
export function createEncryptionKeys(context: ComponentContext, region: string): EncryptionKeys {
  const { name, parent, tags } = context;
  const keyName = `${name}-encryption`;
  const replicated = region !== EDGE_REGION;
  const key = new kms.Key(
    keyName,
    {
      description: `Encrypts logs, secrets, topics and releases of ${name}`,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      enableKeyRotation: true,
      multiRegion: replicated,
      policy: policyIn(context, region, true),
      tags,
    },
    { parent },
  );
  new kms.Alias(keyName, { targetKeyId: key.keyId }, { parent });
  if (!replicated) {
    return { keyArn: key.arn, edgeKeyArn: key.arn };
  }
  // Always, not only with logs: a replica that was deleted cannot be created again for as long as its deletion window lasts.
  const replica = new kms.ReplicaKey(
    `${keyName}-edge`,
    {
      primaryKeyArn: key.arn,
      description: `Encrypts logs and topics of ${name} in ${EDGE_REGION}`,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: policyIn(context, EDGE_REGION, false),
      region: EDGE_REGION,
      tags,
    },
    { parent },
  );
  return { keyArn: key.arn, edgeKeyArn: replica.arn };
}

/** Days for which a deletion can be cancelled: with the key, all that it encrypts is lost. */
const DELETION_WINDOW_DAYS = 30;

function policyIn(
  { name, parent }: ComponentContext,
  region: string,
  encryptsApplication: boolean,
): pulumi.Output<string> {
  const { partition } = getPartitionOutput({}, { parent });
  const { accountId } = getCallerIdentityOutput({}, { parent });
  return pulumi
    .all([partition, accountId])
    .apply(([of, account]) =>
      encryptionKeyPolicy({ accountId: account, partition: of, region, siteName: name, encryptsApplication }),
    );
}

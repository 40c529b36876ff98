/** Reads buckets of files that exist already, and the keys that encrypt them. */
import type { ExistingBucketState } from "../decisions/existingBuckets";
import { missingPackages } from "./clients";

interface ServiceError {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** Returns the answer, or `undefined` for the error that says that a setting is not there. */
async function unless<T>(missing: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if ((error as ServiceError).name === missing) {
      return undefined;
    }
    throw error;
  }
}

/** Reads what decides whether a distribution can read a bucket, and who else can. */
export async function fetchExistingBucket(name: string, region: string): Promise<ExistingBucketState> {
  const sdk = await import("@aws-sdk/client-s3").catch(() => {
    throw missingPackages(["@aws-sdk/client-s3"]);
  });
  // Test endpoints have no host name for each bucket.
  const client = new sdk.S3Client({ region, forcePathStyle: true });
  const of = { Bucket: name };
  try {
    await client.send(new sdk.HeadBucketCommand(of));
  } catch (error) {
    const { $metadata, $response } = error as ServiceError;
    switch ($metadata?.httpStatusCode) {
      case 404:
        return { kind: "missing" };
      case 403:
        return { kind: "refused" };
      case 301:
        return { kind: "moved", region: $response?.headers?.["x-amz-bucket-region"] };
      default:
        throw error;
    }
  }
  const [block, policy, encryption] = await Promise.all([
    unless(
      "NoSuchPublicAccessBlockConfiguration",
      client.send(new sdk.GetPublicAccessBlockCommand(of)).then((got) => got.PublicAccessBlockConfiguration),
    ),
    unless(
      "NoSuchBucketPolicy",
      client.send(new sdk.GetBucketPolicyCommand(of)).then(({ Policy }) => Policy),
    ),
    unless(
      "ServerSideEncryptionConfigurationNotFoundError",
      client.send(new sdk.GetBucketEncryptionCommand(of)),
    ),
  ]);
  const [rule] = encryption?.ServerSideEncryptionConfiguration?.Rules ?? [];
  const { SSEAlgorithm = "AES256", KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  const off = (
    ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"] as const
  ).filter((setting) => block?.[setting] !== true);
  return {
    kind: "found",
    unblocked: off,
    policy,
    key: SSEAlgorithm.startsWith("aws:kms") ? await fetchKey(KMSMasterKeyID, region) : undefined,
  };
}

/** Reads a key's policy; a bucket without a key of its own has the one that AWS manages. */
async function fetchKey(id: string | undefined, region: string) {
  if (id === undefined || id.endsWith("alias/aws/s3")) {
    return { id: "aws/s3", policy: undefined };
  }
  const sdk = await import("@aws-sdk/client-kms").catch(() => {
    throw missingPackages(["@aws-sdk/client-kms"]);
  });
  const client = new sdk.KMSClient({ region });
  const { Policy } = await client.send(new sdk.GetKeyPolicyCommand({ KeyId: id, PolicyName: "default" }));
  return { id, policy: Policy };
}

/** Whether names are taken that a program chooses itself. Their clients are loaded only for those who ask. */
import type { BucketState } from "../decisions/names";
import { missingPackages } from "./clients";

/** The user pool that has the prefix, in this account; undefined for none. */
export async function fetchUserPoolOf(prefix: string, region: string): Promise<string | undefined> {
  const { CognitoIdentityProviderClient, DescribeUserPoolDomainCommand } = await import(
    "@aws-sdk/client-cognito-identity-provider"
  ).catch(() => {
    throw missingPackages(["@aws-sdk/client-cognito-identity-provider"]);
  });
  const client = new CognitoIdentityProviderClient({ region });
  const { DomainDescription } = await client.send(new DescribeUserPoolDomainCommand({ Domain: prefix }));
  return DomainDescription?.UserPoolId;
}

/** Whose a bucket is. */
export async function fetchBucketState(name: string, region: string): Promise<BucketState> {
  const { HeadBucketCommand, S3Client } = await import("@aws-sdk/client-s3").catch(() => {
    throw missingPackages(["@aws-sdk/client-s3"]);
  });
  // Endpoints in tests have no name for each bucket.
  const client = new S3Client({ region, forcePathStyle: true });
  try {
    await client.send(new HeadBucketCommand({ Bucket: name }));
    return "own";
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 404) {
      return "free";
    }
    if (status === 403 || status === 301) {
      return "taken";
    }
    throw error;
  }
}

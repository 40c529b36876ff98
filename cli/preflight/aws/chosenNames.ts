/** Looks up names that a program chooses; the AWS clients for them are loaded only when needed. */
import type { BucketState } from "../decisions/names";
import { missingPackages } from "./clients";

/** Finds the user pool of this account that uses a domain prefix. */
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

/** Finds out whether a bucket exists, and in whose account. */
export async function fetchBucketState(name: string, region: string): Promise<BucketState> {
  const { HeadBucketCommand, S3Client } = await import("@aws-sdk/client-s3").catch(() => {
    throw missingPackages(["@aws-sdk/client-s3"]);
  });
  // Test endpoints have no host name for each bucket.
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

import { createHash } from "node:crypto";

/**
 * The access key id by which the local cloud knows a role. It follows from the role's ARN, so that whoever acts as a
 * role needs no call to get it. It opens nothing but the local cloud.
 */
export function accessKeyId(roleArn: string): string {
  const digest = createHash("sha256").update(roleArn).digest("hex").toUpperCase();
  return `ASIA${digest.slice(0, 16)}`;
}

/**
 * The access key id in an AWS Signature Version 4 header.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function calledWith(authorization: string | undefined): string | undefined {
  return /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]{16,128})\//.exec(authorization ?? "")?.[1];
}

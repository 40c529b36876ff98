import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Derives the access key id by which a local cloud knows a role. It follows from the role's ARN and the secret of the
 * cloud's run, so that a process that has the secret needs no call to act as a role, and no other process can. It opens
 * nothing but that local cloud.
 *
 * @param secret - of the cloud that runs, see `RunningCloud.apiSecret`
 */
export function accessKeyId(roleArn: string, secret: string): string {
  const digest = createHmac("sha256", secret).update(roleArn).digest("hex").toUpperCase();
  return `ASIA${digest.slice(0, 32)}`;
}

/** Tells whether an access key id is a role's. */
export function standsFor(key: string, roleArn: string, secret: string): boolean {
  const [given, own] = [Buffer.from(key), Buffer.from(accessKeyId(roleArn, secret))];
  return given.length === own.length && timingSafeEqual(given, own);
}

/**
 * The access key id in an AWS Signature Version 4 header.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function calledWith(authorization: string | undefined): string | undefined {
  return /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]{16,128})\//.exec(authorization ?? "")?.[1];
}

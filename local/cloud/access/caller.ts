import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Derives a role's access key id in a local cloud from the role's ARN and the secret of the cloud's run. A process with
 * the secret can act as any role of that local cloud; no other process can.
 *
 * @param secret - the running cloud's, see `RunningCloud.apiSecret`
 */
export function accessKeyId(roleArn: string, secret: string): string {
  const digest = createHmac("sha256", secret).update(roleArn).digest("hex").toUpperCase();
  return `ASIA${digest.slice(0, 32)}`;
}

/** Returns whether an access key id is a role's. */
export function standsFor(key: string, roleArn: string, secret: string): boolean {
  const [given, own] = [Buffer.from(key), Buffer.from(accessKeyId(roleArn, secret))];
  return given.length === own.length && timingSafeEqual(given, own);
}

/**
 * Returns the access key id in an AWS Signature Version 4 header.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function calledWith(authorization: string | undefined): string | undefined {
  return /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]{16,128})\//.exec(authorization ?? "")?.[1];
}

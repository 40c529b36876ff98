/** The keys that CloudFront accepts in a key group: RSA 2048 and ECDSA P-256. */
import type { KeyObject } from "node:crypto";
import { SignerError } from "../shared/errors";

function describe(key: KeyObject): string {
  const { asymmetricKeyType: type = "secret", asymmetricKeyDetails: details } = key;
  return `${type}${details?.modulusLength ? ` with ${details.modulusLength} bits` : ""}${
    details?.namedCurve ? ` on ${details.namedCurve}` : ""
  }`;
}

/**
 * Refuses a key whose public half CloudFront does not accept.
 *
 * @throws SignerError ERR_KEY_TYPE
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
 *   "Create key pairs for your signers"
 */
export function checkKeyType(key: KeyObject, field: string): void {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "rsa" && details?.modulusLength === 2048) {
    return;
  }
  if (type === "ec" && details?.namedCurve === "prime256v1") {
    return;
  }
  throw new SignerError(
    "ERR_KEY_TYPE",
    `${field} is ${describe(key)}; CloudFront accepts RSA 2048 and ECDSA P-256`,
    {
      field,
      remedy: "create one: secure-origin keys generate, or openssl ecparam -name prime256v1 -genkey -noout",
    },
  );
}

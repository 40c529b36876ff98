/** The keys that CloudFront accepts in a key group: RSA 2048 and ECDSA P-256. */
import { createPublicKey, type KeyObject } from "node:crypto";
import { SignerError } from "../shared/errors";

/**
 * Tells whether the public half can be written. An elliptic key whose point is at infinity cannot, and `node:crypto` ends the
 * process when it is asked for the details of one.
 */
function isWhole(key: KeyObject): boolean {
  try {
    (key.type === "private" ? createPublicKey(key) : key).export({ type: "spki", format: "der" });
    return true;
  } catch {
    return false;
  }
}

/**
 * Tells whether an RSA exponent is odd and 3 or more: with 1, anybody can sign.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8017#section-3.1
 */
const isExponent = (exponent = 0n): boolean => exponent >= 3n && exponent % 2n === 1n;

function describe(key: KeyObject): string {
  const { asymmetricKeyType: type = "secret", asymmetricKeyDetails: details } = key;
  const bits = details?.modulusLength ? ` with ${details.modulusLength} bits` : "";
  const exponent = type === "rsa" && !isExponent(details?.publicExponent);
  const curve = details?.namedCurve ? ` on ${details.namedCurve}` : "";
  return `${type}${bits}${exponent ? ` and the exponent ${details?.publicExponent}` : ""}${curve}`;
}

/**
 * Refuses a key whose public half CloudFront does not accept.
 *
 * @throws SignerError ERR_KEY_TYPE
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
 *   "Create key pairs for your signers"
 */
export function checkKeyType(key: KeyObject, field: string): void {
  const whole = isWhole(key);
  if (whole) {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
    if (type === "rsa" && details?.modulusLength === 2048 && isExponent(details.publicExponent)) {
      return;
    }
    if (type === "ec" && details?.namedCurve === "prime256v1") {
      return;
    }
  }
  throw new SignerError(
    "ERR_KEY_TYPE",
    `${field} ${whole ? `is ${describe(key)}` : "has no valid public point"}; CloudFront accepts RSA 2048 and ECDSA P-256`,
    {
      field,
      remedy: "create one: secure-origin keys generate, or openssl ecparam -name prime256v1 -genkey -noout",
    },
  );
}

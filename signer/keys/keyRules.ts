/** The keys that CloudFront accepts in a key group: RSA 2048 and ECDSA P-256. */
import { createPublicKey, type KeyObject } from "node:crypto";
import { SignerError } from "../shared/errors";

/**
 * Returns the public half of a key.
 *
 * @throws Error for an elliptic key whose point is at infinity: some versions of `node:crypto` read it, and end the process
 * when they are asked for its details
 */
export function publicHalfOf(key: KeyObject): KeyObject {
  const half = key.type === "private" ? createPublicKey(key) : key;
  half.export({ type: "spki", format: "der" });
  return half;
}

/**
 * Tells whether an RSA exponent is odd, 3 or more, and below 2^32: with 1, or one as long as the key, anybody may be able to sign.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8017#section-3.1
 */
const isExponent = (exponent = 0n): boolean => exponent >= 3n && exponent < 2n ** 32n && exponent % 2n === 1n;

const nameOf = (exponent = 0n): string =>
  exponent < 2n ** 32n ? `the exponent ${exponent}` : `an exponent of ${exponent.toString(2).length} bits`;

function describe(key: KeyObject): string {
  const { asymmetricKeyType: type = "secret", asymmetricKeyDetails: details } = key;
  const bits = details?.modulusLength ? ` with ${details.modulusLength} bits` : "";
  const exponent = type === "rsa" && !isExponent(details?.publicExponent);
  const curve = details?.namedCurve ? ` on ${details.namedCurve}` : "";
  return `${type}${bits}${exponent ? ` and ${nameOf(details?.publicExponent)}` : ""}${curve}`;
}

/**
 * Refuses a key whose public half CloudFront does not accept.
 *
 * @param key - one that `publicHalfOf` accepts
 * @throws SignerError ERR_KEY_TYPE
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
 *   "Create key pairs for your signers"
 */
export function checkKeyType(key: KeyObject, field: string): void {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "rsa" && details?.modulusLength === 2048 && isExponent(details.publicExponent)) {
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

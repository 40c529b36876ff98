import { createPublicKey, type KeyObject } from "node:crypto";

/**
 * Validates the text of a public key. The text is not shown in messages: it may be a private key.
 *
 * @param what the argument as the caller wrote it
 */
export function publicKeyProblems(what: string, pem: string): string[] {
  try {
    normalisePublicKey(pem);
    return [];
  } catch (error) {
    return [(error as Error).message.replace(/^publicKeyPem/, what)];
  }
}

/**
 * Writes a public key as CloudFront returns it: SubjectPublicKeyInfo, 64 columns, one newline at the end.
 *
 * A key whose text differs is replaced, and signatures of the old one become invalid; so a trimmed file, Windows line
 * endings or a PKCS#1 header must not count as a change.
 *
 * @throws Error if the text has a private key, is not one public key, or is neither RSA 2048 nor ECDSA P-256
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
 */
export function normalisePublicKey(pem: string): string {
  // node:crypto would derive the public half silently, and the secret would be in the state.
  if (/PRIVATE KEY/.test(pem)) {
    throw new Error(
      "publicKeyPem holds a private key. Allowed: the public half. To fix: give the output of " +
        "`openssl pkey -pubout`, and replace this key pair, for it was seen.",
    );
  }
  if ((pem.match(/-----BEGIN /g) ?? []).length > 1) {
    throw new Error(
      "publicKeyPem holds more than one block; allowed: one public key. To fix: give each key an entry of its own in signingKeys.",
    );
  }
  const key = parse(pem);
  if (!isSupported(key)) {
    throw new Error(
      `publicKeyPem is a key of type ${describe(key)}; allowed: RSA of 2048 bits and ECDSA on P-256. ` +
        "To fix: make a new pair with `secure-origin keys generate`.",
    );
  }
  return usual(key).export({ type: "spki", format: "pem" }).toString();
}

function parse(pem: string): KeyObject {
  const key = read(pem);
  if (key === undefined) {
    const message =
      'publicKeyPem cannot be read; allowed: PEM text that starts with "-----BEGIN PUBLIC KEY-----".';
    throw new Error(`${message} To fix: give the output of \`openssl pkey -pubout\`.`);
  }
  return key;
}

function read(pem: string): KeyObject | undefined {
  // Of a text that says so, `node:crypto` would ask for the passphrase on the terminal.
  if (pem.includes("ENCRYPTED")) {
    return undefined;
  }
  try {
    const key = createPublicKey(pem);
    // Throws for a point at infinity, of which `node:crypto` ends the process when it is asked for details.
    key.export({ type: "spki", format: "der" });
    return key;
  } catch {
    return undefined;
  }
}

/** Writes the curve of an elliptic key by its name, and its point in full, as CloudFront expects it. */
function usual(key: KeyObject): KeyObject {
  return key.asymmetricKeyType === "ec"
    ? createPublicKey({ key: key.export({ format: "jwk" }), format: "jwk" })
    : key;
}

function isSupported(key: KeyObject): boolean {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === "rsa") {
    return details?.modulusLength === 2048 && isExponent(details.publicExponent);
  }
  return key.asymmetricKeyType === "ec" && details?.namedCurve === "prime256v1";
}

/** Tells whether an RSA exponent is odd, 3 or more, and below 2^32: with 1, or one as long as the key, anybody may be able to sign. */
const isExponent = (exponent = 0n): boolean => exponent >= 3n && exponent < 2n ** 32n && exponent % 2n === 1n;

const nameOf = (exponent = 0n): string =>
  exponent < 2n ** 32n ? `the exponent ${exponent}` : `an exponent of ${exponent.toString(2).length} bits`;

function describe(key: KeyObject): string {
  const { modulusLength, namedCurve, publicExponent } = key.asymmetricKeyDetails ?? {};
  const exponent =
    key.asymmetricKeyType === "rsa" && !isExponent(publicExponent) ? `with ${nameOf(publicExponent)}` : "";
  return [key.asymmetricKeyType, modulusLength ?? namedCurve, exponent].filter(Boolean).join(" ");
}

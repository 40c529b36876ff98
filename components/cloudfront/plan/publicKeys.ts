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
 * @throws Error if the text has a private key, is not a public key, or is neither RSA 2048 nor ECDSA P-256
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
  const key = parse(pem);
  if (!isSupported(key)) {
    throw new Error(
      `publicKeyPem is a key of type ${describe(key)}; allowed: RSA of 2048 bits and ECDSA on P-256. ` +
        "To fix: make a new pair with `secure-origin keys generate`.",
    );
  }
  return key.export({ type: "spki", format: "pem" }).toString();
}

function parse(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem);
    // Throws for a point at infinity, of which `node:crypto` ends the process when it is asked for details.
    key.export({ type: "spki", format: "der" });
    return key;
  } catch {
    const message =
      'publicKeyPem cannot be read; allowed: PEM text that starts with "-----BEGIN PUBLIC KEY-----".';
    throw new Error(`${message} To fix: give the output of \`openssl pkey -pubout\`.`);
  }
}

function isSupported(key: KeyObject): boolean {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === "rsa") {
    return details?.modulusLength === 2048;
  }
  return key.asymmetricKeyType === "ec" && details?.namedCurve === "prime256v1";
}

function describe(key: KeyObject): string {
  const details = key.asymmetricKeyDetails;
  return [key.asymmetricKeyType, details?.modulusLength ?? details?.namedCurve].filter(Boolean).join(" ");
}

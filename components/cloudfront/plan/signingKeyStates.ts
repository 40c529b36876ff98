import { shortIdProblems } from "../../internal/names";
import { problem } from "../../internal/problem";
import { publicKeyProblems } from "./publicKeys";

/**
 * The most public keys of a key group.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const MAX_KEYS = 5;

/** The arguments of a signing key that are known before deployment. */
export interface SigningKeyInputs {
  id: string;
  state: string;
  source: string;
  hasPublicKey: boolean;
  hasArn: boolean;
  hasEncryptionKey: boolean;
  /** The public key, if it is known before deployment. */
  publicKeyPem: string | undefined;
  /** The ARN, if it is known before deployment. */
  arn: string | undefined;
}

/** The form of an ARN by the source of its key, and an example. A policy cannot name an alias. */
const ARNS: { [source: string]: { form: RegExp; example: string } | undefined } = {
  kms: {
    form: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
    example: "arn:aws:kms:eu-west-1:111122223333:key/…",
  },
  secretsManager: {
    form: /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+-[A-Za-z0-9]{6}$/,
    example:
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:…, with the six characters that AWS appends",
  },
  ssm: {
    form: /^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter\/.+$/,
    example: "arn:aws:ssm:eu-west-1:111122223333:parameter/…",
  },
};

/**
 * Validates a list of signing keys: one to five with distinct ids, exactly one of them active, each with the arguments that
 * its source needs.
 */
export function signingKeyProblems(keys: SigningKeyInputs[]): string[] {
  if (keys.length < 1 || keys.length > MAX_KEYS) {
    return [problem("signingKeys", keys.length, `1 to ${MAX_KEYS} keys`, "remove keys that are retired")];
  }
  const active = keys.filter((key) => key.state === "active");
  const duplicates = keys.filter((key, index) => keys.findIndex((other) => other.id === key.id) < index);
  return [
    ...(active.length === 1
      ? []
      : [
          problem(
            "signingKeys",
            active.map((key) => key.id),
            "exactly one key whose state is active",
            "set the one that signs to active, the next one to announced, the last one to retired",
          ),
        ]),
    ...duplicates.map((key) =>
      problem(
        "signingKeys",
        key.id,
        "ids that differ",
        "name a new key by a new id: an id is a key's identity",
      ),
    ),
    ...keys.flatMap(keyProblems),
  ];
}

function keyProblems(key: SigningKeyInputs): string[] {
  const what = `signingKeys "${key.id}"`;
  const idProblems = shortIdProblems(
    `${what}.id`,
    key.id,
    'name it like "k1" or "2026-01" with a letter before',
  );
  if (idProblems.length > 0) {
    return idProblems;
  }
  if (key.source === "kms") {
    const surplus = [
      ...(key.hasPublicKey ? [["publicKeyPem", "remove it: KMS returns the public key"] as const] : []),
      ...(key.hasEncryptionKey
        ? [["encryptionKeyArn", "remove it: a signing key encrypts nothing"] as const]
        : []),
    ];
    return [
      ...surplus.map(([field, fix]) => problem(`${what}.${field}`, "set", "nothing, for a key in KMS", fix)),
      ...arnProblems(what, key),
    ];
  }
  const missing = [...(key.hasPublicKey ? [] : ["publicKeyPem"]), ...(key.hasArn ? [] : ["arn"])];
  return [
    ...missing.map((field) =>
      problem(
        `${what}.${field}`,
        undefined,
        `publicKeyPem and arn, for a key in ${key.source}`,
        "make a key with `secure-origin keys generate` and copy what it prints",
      ),
    ),
    ...(key.publicKeyPem === undefined ? [] : publicKeyProblems(`${what}.publicKeyPem`, key.publicKeyPem)),
    ...arnProblems(what, key),
  ];
}

function arnProblems(what: string, { source, arn }: SigningKeyInputs): string[] {
  const wanted = ARNS[source];
  if (arn === undefined || wanted === undefined || wanted.form.test(arn)) {
    return [];
  }
  return [
    problem(`${what}.arn`, arn, `an ARN like ${wanted.example}`, "copy it from where the key was created"),
  ];
}

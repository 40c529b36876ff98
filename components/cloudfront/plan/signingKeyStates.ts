import { problem } from "../../internal/problem";
import { publicKeyProblems } from "./publicKeys";

/**
 * Public keys that one key group may hold.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const MAX_KEYS = 5;

/** What the plan has to know about a signing key. */
export interface KeyFacts {
  id: string;
  state: string;
  source: string;
  hasPublicKey: boolean;
  hasArn: boolean;
  hasEncryptionKey: boolean;
  /** The public key, where it is known before anything exists. */
  publicKeyPem: string | undefined;
  /** The ARN, where it is known before anything exists. */
  arn: string | undefined;
}

/** The form of an ARN by the source of its key, and an example. An alias cannot stand in a policy. */
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
 * Says what is wrong with a list of signing keys: it must have one to five, with ids that differ, of which
 * exactly one is active, and each must bring what its source needs.
 */
export function signingKeyProblems(keys: KeyFacts[]): string[] {
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

function keyProblems(key: KeyFacts): string[] {
  const what = `signingKeys "${key.id}"`;
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(key.id)) {
    return [
      problem(
        `${what}.id`,
        key.id,
        "1 to 20 lower-case letters, digits and -, a letter first",
        'name it like "k1" or "2026-01" with a letter before',
      ),
    ];
  }
  if (key.source === "kms") {
    const surplus = [
      ...(key.hasPublicKey ? [["publicKeyPem", "remove it: KMS tells the public key"] as const] : []),
      ...(key.hasEncryptionKey
        ? [["encryptionKeyArn", "remove it: nothing is encrypted with a key that signs"] as const]
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

function arnProblems(what: string, { source, arn }: KeyFacts): string[] {
  const wanted = ARNS[source];
  if (arn === undefined || wanted === undefined || wanted.form.test(arn)) {
    return [];
  }
  return [
    problem(`${what}.arn`, arn, `an ARN like ${wanted.example}`, "copy it from where the key was made"),
  ];
}

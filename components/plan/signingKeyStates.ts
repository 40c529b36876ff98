import { problem } from "./problem";

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
}

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
    if (!key.hasPublicKey) {
      return [];
    }
    return [
      problem(
        `${what}.publicKeyPem`,
        "set",
        "nothing, for a key in KMS",
        "remove it: KMS tells the public key",
      ),
    ];
  }
  const missing = [...(key.hasPublicKey ? [] : ["publicKeyPem"]), ...(key.hasArn ? [] : ["arn"])];
  return missing.map((field) =>
    problem(
      `${what}.${field}`,
      undefined,
      `publicKeyPem and arn, for a key in ${key.source}`,
      "make a key with `secure-origin keys generate` and copy what it prints",
    ),
  );
}

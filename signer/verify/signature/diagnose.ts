/** Finds why a signature does not match: each guess is verified with the signature before it is reported. */
import { constants, type KeyObject, verify } from "node:crypto";
import type { Distribution } from "../distribution/distribution";
import { cannedPolicyBytes, resourceOf } from "../request/reconstruct";
import type { Comparison } from "../verdict";
import type { Attempt } from "./attempt";
import { rewrites } from "./rewrites";
import { verifySignature } from "./signature";

const usual = [
  "fetch and browsers rewrite a URL before they send it: ' in a query becomes %27, dot segments are removed, a space becomes %20",
  "a parameter that is added, removed or moved after signing invalidates the signature",
  "the signature may be of another key, host, scheme or expiry",
];

function signedBytes(attempt: Attempt): Buffer {
  return attempt.policy ?? cannedPolicyBytes(resourceOf(attempt.url), attempt.expires ?? "");
}

/** Finds a signature over the right bytes, made with a method that CloudFront does not accept. */
function wrongMethod({ key, signature, hash }: Attempt, bytes: Buffer): string | undefined {
  const other = hash === "sha1" ? "sha256" : "sha1";
  if (verifySignature(key, other, bytes, signature)) {
    return other === "sha256"
      ? "it is a SHA-256 signature, and Hash-Algorithm=SHA256 is missing"
      : "it is a SHA-1 signature, and Hash-Algorithm is SHA256";
  }
  if (key.asymmetricKeyType === "ec" && signature.length === 64) {
    const raw = { key, dsaEncoding: "ieee-p1363" } as const;
    if (verify("sha256", bytes, raw, signature) || verify("sha1", bytes, raw, signature)) {
      return "it is an ECDSA signature as r and s; CloudFront requires ASN.1 DER";
    }
  }
  if (key.asymmetricKeyType === "rsa") {
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
    if (verify("sha256", bytes, pss, signature) || verify("sha1", bytes, pss, signature)) {
      return "it is an RSA signature with PSS padding; CloudFront requires PKCS #1 v1.5";
    }
  }
  return undefined;
}

function wrongKey(
  { key, signature, hash }: Attempt,
  bytes: Buffer,
  distribution: Distribution,
): string | undefined {
  const others = new Map<string, KeyObject>(
    distribution.behaviors.flatMap(({ trustedKeys }) => [...trustedKeys]),
  );
  for (const [id, other] of others) {
    if (other !== key && verifySignature(other, hash, bytes, signature)) {
      return `it was made with the key of ${id}`;
    }
  }
  return undefined;
}

/** Finds the URL that was signed among those that clients rewrite to this one. */
function rewritten(
  attempt: Attempt,
  distribution: Distribution,
): { readonly signed: string; readonly hint: string } | undefined {
  const { key, hash, signature, expires = "" } = attempt;
  const hosts = distribution.domainNames.filter((name) => !name.startsWith("*."));
  for (const { url, reason } of rewrites(attempt.url, hosts)) {
    const bytes = cannedPolicyBytes(resourceOf(url), expires);
    if (verifySignature(key, hash, bytes, signature)) {
      return { signed: bytes.toString("latin1"), hint: reason };
    }
  }
  return undefined;
}

/**
 * Compares what was signed with what the request yields, with at most about fifty signature checks.
 */
export function diagnose(attempt: Attempt, distribution: Distribution): Comparison {
  const bytes = signedBytes(attempt);
  const text = bytes.toString("latin1");
  const how = wrongMethod(attempt, bytes) ?? wrongKey(attempt, bytes, distribution);
  if (attempt.kind === "custom") {
    const hints =
      how === undefined ? ["the policy or the signature was changed or cut after signing"] : [how];
    return { signed: how === undefined ? undefined : text, reconstructed: text, hints };
  }
  if (how !== undefined) {
    return { signed: text, reconstructed: text, hints: [how] };
  }
  const found = rewritten(attempt, distribution);
  return found
    ? { signed: found.signed, reconstructed: text, hints: [found.hint] }
    : { signed: undefined, reconstructed: text, hints: usual };
}

/** Why a signature does not fit: each guess is proven with the signature itself before it is given as the reason. */
import { constants, type KeyObject, verify } from "node:crypto";
import type { Distribution } from "../distribution/distribution";
import { cannedPolicyBytes, resourceOf } from "../request/reconstruct";
import { rewrites } from "../request/rewrites";
import type { Comparison } from "../verdict";
import type { Attempt } from "./attempt";
import { signatureFits } from "./signature";

const usual = [
  "fetch and browsers rewrite a URL before they send it: ' in a query becomes %27, dot segments go, a space becomes %20",
  "a parameter that was added, removed or moved after signing changes the policy",
  "the signature may have been made with another key, or over another host, scheme or end",
];

function signedBytes(attempt: Attempt): Buffer {
  return attempt.policy ?? cannedPolicyBytes(resourceOf(attempt.url), attempt.expires ?? "");
}

/** The right bytes, checked in a way that CloudFront does not. */
function wrongMethod({ key, signature, hash }: Attempt, bytes: Buffer): string | undefined {
  const other = hash === "sha1" ? "sha256" : "sha1";
  if (signatureFits(key, other, bytes, signature)) {
    return other === "sha256"
      ? "it is a SHA-256 signature, and Hash-Algorithm=SHA256 is missing"
      : "it is a SHA-1 signature, and Hash-Algorithm says SHA256";
  }
  if (key.asymmetricKeyType === "ec" && signature.length === 64) {
    const raw = { key, dsaEncoding: "ieee-p1363" } as const;
    if (verify("sha256", bytes, raw, signature) || verify("sha1", bytes, raw, signature)) {
      return "it is an ECDSA signature as r and s; CloudFront wants ASN.1 DER";
    }
  }
  if (key.asymmetricKeyType === "rsa") {
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
    if (verify("sha256", bytes, pss, signature) || verify("sha1", bytes, pss, signature)) {
      return "it is an RSA signature with PSS padding; CloudFront wants PKCS #1 v1.5";
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
    if (other !== key && signatureFits(other, hash, bytes, signature)) {
      return `it was made with the key of ${id}`;
    }
  }
  return undefined;
}

/** The URL that was signed, found among those that clients make of it. */
function rewritten(
  attempt: Attempt,
  distribution: Distribution,
): { readonly signed: string; readonly hint: string } | undefined {
  const { key, hash, signature, expires = "" } = attempt;
  const hosts = distribution.domainNames.filter((name) => !name.startsWith("*."));
  for (const { url, reason } of rewrites(attempt.url, hosts)) {
    const bytes = cannedPolicyBytes(resourceOf(url), expires);
    if (signatureFits(key, hash, bytes, signature)) {
      return { signed: bytes.toString("latin1"), hint: reason };
    }
  }
  return undefined;
}

/**
 * Sets what was signed beside what the request yields.
 *
 * The work is bounded: some fifty signature checks at most, and only after a mismatch.
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

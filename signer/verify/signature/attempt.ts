/** Prepares a signature check: finds the key, decodes the parts, and reconstructs the URL. */
import type { KeyObject } from "node:crypto";
import type { Behavior } from "../distribution/distribution";
import type { Credentials } from "../request/credentials";
import { type RequestedUrl, requestedUrl } from "../request/reconstruct";
import type { ParsedRequest } from "../request/request";
import { deny, type Findings, open, type Ruling } from "../ruling";
import { decodeStrictly } from "./base64";
import { type Hash, hashNames } from "./signature";

/** What a signature is checked against; also used to diagnose a mismatch. */
export interface Attempt {
  readonly kind: "canned" | "custom";
  readonly key: KeyObject;
  readonly hash: Hash;
  readonly signature: Buffer;
  readonly url: RequestedUrl;
  readonly expires: string | undefined;
  readonly policy: Buffer | undefined;
}

/** Prepares the signature check, or returns the ruling of a request that has none. */
export function prepareAttempt(
  request: ParsedRequest,
  credentials: Credentials,
  behavior: Behavior,
  escapedNames: boolean,
  findings: Findings,
): Attempt | Ruling {
  const { keyPairId, policy, expires } = credentials;
  if (!keyPairId) {
    return deny("MissingKey", "key.missing", `the ${credentials.via} has no Key-Pair-Id`);
  }
  const [doubt] = credentials.doubts;
  if (doubt) {
    return doubt;
  }
  const key = behavior.trustedKeys.get(keyPairId);
  if (!key) {
    return deny("InvalidKey", "key.untrusted", `${behavior.pathPattern} does not trust the key ${keyPairId}`);
  }
  findings.trace.push({ step: "key", detail: `${keyPairId} is trusted by ${behavior.pathPattern}` });
  if (!credentials.signature) {
    return deny("unknown", "signature.missing", "there is a Key-Pair-Id and no Signature");
  }
  if (policy === undefined && expires === undefined) {
    return deny("unknown", "policy.missing", "there is neither Policy nor Expires");
  }
  const signature = decodeStrictly(credentials.signature);
  if (!signature) {
    return deny("MalformedSignature", "signature.encoding", "the signature is not in CloudFront's base64");
  }
  if (signature.unpadded) {
    findings.notes.push({ rule: "encoding.padding", detail: "the signature has no padding" });
  }
  const name = credentials.hash ?? "SHA1";
  if (!Object.hasOwn(hashNames, name)) {
    return open("unknown", "hash.name", `Hash-Algorithm is ${name}`);
  }
  const hash = hashNames[name as keyof typeof hashNames];
  if (hash === "sha1" && key.asymmetricKeyType === "ec") {
    findings.notes.push({ rule: "hash.ecdsa-sha1", detail: "ECDSA over SHA-1" });
  }
  const url = requestedUrl(request, escapedNames);
  if (policy === undefined) {
    return { kind: "canned", key, hash, signature: signature.bytes, url, expires, policy };
  }
  return custom(policy, { key, hash, signature: signature.bytes, url, expires }, findings);
}

function custom(
  policy: string,
  common: Omit<Attempt, "kind" | "policy">,
  findings: Findings,
): Attempt | Ruling {
  const decoded = decodeStrictly(policy);
  if (!decoded) {
    return deny("MalformedPolicy", "policy.encoding", "the policy is not in CloudFront's base64");
  }
  if (decoded.unpadded) {
    findings.notes.push({ rule: "encoding.padding", detail: "the policy has no padding" });
  }
  if (common.expires !== undefined) {
    findings.notes.push({ rule: "credentials.policy-and-expires", detail: "Expires is ignored" });
  }
  return { ...common, kind: "custom", policy: decoded.bytes };
}

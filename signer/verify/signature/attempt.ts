/** Everything up to the signature check: the key, the encoded parts, and the URL that the request yields. */
import type { KeyObject } from "node:crypto";
import type { Behavior } from "../distribution/distribution";
import { decodeStrictly } from "../request/base64";
import type { Credentials } from "../request/credentials";
import { type RequestedUrl, requestedUrl } from "../request/reconstruct";
import type { ParsedRequest } from "../request/request";
import { deny, type Note, open, type Ruling, type TraceStep } from "../verdict";
import { type Hash, hashNames } from "./signature";

/** What a signature was checked against, kept for the diagnosis of a mismatch. */
export interface Attempt {
  readonly kind: "canned" | "custom";
  readonly key: KeyObject;
  readonly hash: Hash;
  readonly signature: Buffer;
  readonly url: RequestedUrl;
  readonly expires: string | undefined;
  readonly policy: Buffer | undefined;
}

/** What is gathered on the way to an answer. */
export interface Gathered {
  readonly notes: Note[];
  readonly trace: TraceStep[];
}

/** Everything up to the signature check. */
export function prepareAttempt(
  request: ParsedRequest,
  credentials: Credentials,
  behavior: Behavior,
  escapedNames: boolean,
  gathered: Gathered,
): Attempt | Ruling {
  const { keyPairId, policy, expires } = credentials;
  if (!keyPairId) {
    return deny("MissingKey", "key.missing", `the ${credentials.via} holds no Key-Pair-Id`);
  }
  const [doubt] = credentials.doubts;
  if (doubt) {
    return doubt;
  }
  const key = behavior.trustedKeys.get(keyPairId);
  if (!key) {
    return deny("InvalidKey", "key.untrusted", `${behavior.pathPattern} does not trust the key ${keyPairId}`);
  }
  gathered.trace.push({ step: "key", detail: `${keyPairId} is trusted by ${behavior.pathPattern}` });
  if (!credentials.signature) {
    return deny("unknown", "signature.missing", "there is a key id and no signature");
  }
  if (policy === undefined && expires === undefined) {
    return deny("unknown", "policy.missing", "there is neither a Policy nor an Expires");
  }
  const signature = decodeStrictly(credentials.signature);
  if (!signature) {
    return deny(
      "MalformedSignature",
      "signature.encoding",
      "the signature is not base64 as CloudFront writes it",
    );
  }
  if (signature.unpadded) {
    gathered.notes.push({ rule: "encoding.padding", detail: "the signature has no padding" });
  }
  const name = credentials.hash ?? "SHA1";
  if (!Object.hasOwn(hashNames, name)) {
    return open("unknown", "hash.name", `Hash-Algorithm is ${name}`);
  }
  const hash = hashNames[name as keyof typeof hashNames];
  if (hash === "sha1" && key.asymmetricKeyType === "ec") {
    gathered.notes.push({ rule: "hash.ecdsa-sha1", detail: "ECDSA over SHA-1" });
  }
  const url = requestedUrl(request, escapedNames);
  if (policy === undefined) {
    return { kind: "canned", key, hash, signature: signature.bytes, url, expires, policy };
  }
  return custom(policy, { key, hash, signature: signature.bytes, url, expires }, gathered);
}

function custom(
  policy: string,
  common: Omit<Attempt, "kind" | "policy">,
  gathered: Gathered,
): Attempt | Ruling {
  const decoded = decodeStrictly(policy);
  if (!decoded) {
    return deny("MalformedPolicy", "policy.encoding", "the policy is not base64 as CloudFront writes it");
  }
  if (decoded.unpadded) {
    gathered.notes.push({ rule: "encoding.padding", detail: "the policy has no padding" });
  }
  if (common.expires !== undefined) {
    gathered.notes.push({ rule: "credentials.policy-and-expires", detail: "Expires was not looked at" });
  }
  return { ...common, kind: "custom", policy: decoded.bytes };
}

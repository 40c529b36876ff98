/** The way through the AWS SDK's own signer: RSA keys, and URLs that it hands back as they went in. */
import { getSignedUrl } from "@aws-sdk/cloudfront-signer";
import type { HashAlgorithm, LocalKey } from "../keys/keySource";
import type { Draft } from "./grant";

/**
 * URLs that the SDK leaves alone: it re-encodes paths and queries before it signs, so anything but unreserved
 * characters may come back as another URL.
 */
const leftAlone =
  /^https?:\/\/[^/]+\/[A-Za-z0-9\-._~/]*(?:\?[A-Za-z0-9\-._~]+=[A-Za-z0-9\-._~]*(?:&[A-Za-z0-9\-._~]+=[A-Za-z0-9\-._~]*)*)?$/;

/** Whether the SDK signs this URL with this key as its documentation says: it speaks of RSA only. */
export function awsSignerDoesRight(key: LocalKey, url: string): boolean {
  return key.privateKey.asymmetricKeyType === "rsa" && leftAlone.test(url);
}

/** Signs a draft for one URL with the SDK and returns the URL. */
export function signWithAws(
  url: string,
  draft: Draft,
  key: LocalKey,
  keyPairId: string,
  hash: HashAlgorithm,
): string {
  const common = {
    url,
    keyPairId,
    // A KeyObject works and is three times faster than the PEM text that the type asks for: it is parsed once.
    privateKey: key.privateKey as unknown as string,
    ...(hash === "sha256" ? { algorithm: "SHA256" as const } : {}),
  };
  return draft.kind === "canned"
    ? getSignedUrl({ ...common, dateLessThan: draft.expires * 1000 })
    : getSignedUrl({ ...common, policy: draft.text });
}

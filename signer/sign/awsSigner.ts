/** Signing with the AWS SDK's own signer: RSA keys, and URLs that it returns unchanged. */
import { getSignedUrl } from "@aws-sdk/cloudfront-signer";
import type { HashAlgorithm, LocalKey } from "../keys/keySource";
import type { Draft } from "./grant";

/**
 * URLs that the SDK does not change: it re-encodes paths and queries before it signs, so a URL with other than unreserved
 * characters may come back as another one.
 */
const unchangedBySdk =
  /^https?:\/\/[^/]+\/[A-Za-z0-9\-._~/]*(?:\?[A-Za-z0-9\-._~]+=[A-Za-z0-9\-._~]*(?:&[A-Za-z0-9\-._~]+=[A-Za-z0-9\-._~]*)*)?$/;

/** Tells whether the SDK can sign this URL with this key: it documents RSA only. */
export function awsSignerCanSign(key: LocalKey, url: string): boolean {
  return key.privateKey.asymmetricKeyType === "rsa" && unchangedBySdk.test(url);
}

/** Signs one URL with the SDK. */
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
    // A KeyObject works, though the type says PEM, and is three times faster: it is parsed once.
    privateKey: key.privateKey as unknown as string,
    ...(hash === "sha256" ? { algorithm: "SHA256" as const } : {}),
  };
  return draft.kind === "canned"
    ? getSignedUrl({ ...common, dateLessThan: draft.expires * 1000 })
    : getSignedUrl({ ...common, policy: draft.text });
}

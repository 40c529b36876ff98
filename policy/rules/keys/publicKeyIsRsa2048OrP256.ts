import { resourceTypes as t } from "../../resources/resourceTypes";
import { judgeKey } from "../../values/pem";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** CloudFront can verify with the key, and nobody can break it. */
export const publicKeyIsRsa2048OrP256: Rule = {
  name: "public-key-is-rsa-2048-or-p-256",
  displayName: "Public key is RSA 2048 or P-256",
  description: "A public key is PEM that can be read, and RSA of 2048 bits or ECDSA on P-256.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "keys", "cryptography"],
  remediationSteps: "Make a key of one of the two kinds, and give its public half as SPKI in PEM form.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  level: "resource",
  types: [t.publicKey],
  options: [],
  // The public half of a key in KMS is known once the key is made.
  onUnknown: "defer",
  check: (model) =>
    model.publicKeys.flatMap(({ urn, pem }): Finding[] => {
      if (pem.state === "unknown") {
        return [unseen(urn, pem, "the key may be of another kind")];
      }
      const key = judgeKey(pem.state === "known" ? pem.value : "");
      const fix = "Give the public half of an RSA key of 2048 bits or of an ECDSA key on P-256";
      const at = (why: string): Finding[] => [{ urn, path: pem.path, why, fix }];
      if (key.kind === "private") {
        return at("this is a private key");
      }
      if (key.kind === "malformed") {
        return at("this cannot be read as a public key in PEM form");
      }
      return key.isUsable ? [] : at(`the key is ${key.what}, which CloudFront does not take`);
    }),
};

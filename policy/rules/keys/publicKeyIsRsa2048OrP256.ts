import { resourceTypes as t } from "../../resources/resourceTypes";
import { inspectKey } from "../../values/keys";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Public keys are RSA 2048 or ECDSA P-256. */
export const publicKeyIsRsa2048OrP256: Rule = {
  name: "public-key-is-rsa-2048-or-p-256",
  displayName: "Public key is RSA 2048 or P-256",
  description: "A public key is a valid PEM, and RSA 2048 or ECDSA P-256.",
  rationale: "CloudFront accepts only these two kinds.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "keys", "cryptography"],
  remediationSteps: "Create a key of one of the two kinds, and pass its public half as SPKI in PEM form.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  scope: "resource",
  types: [t.publicKey],
  options: [],
  // The public half of a KMS key is known once the key is created.
  onUnknown: "defer",
  check: (model) =>
    model.publicKeys.flatMap(({ urn, pem }): Finding[] => {
      if (pem.state === "unknown") {
        return [unknownFinding(urn, pem, "the key may be of another kind")];
      }
      const key = inspectKey(pem.state === "known" ? pem.value : "");
      const fix = "Pass the public half of an RSA 2048 or ECDSA P-256 key";
      const at = (why: string): Finding[] => [{ urn, path: pem.path, why, fix }];
      if (key.kind === "private") {
        return at("this is a private key");
      }
      if (key.kind === "malformed") {
        return at("not a public key in PEM form");
      }
      return key.isUsable ? [] : at(`the key is ${key.what}, which CloudFront does not accept`);
    }),
};

import { resourceTypes as t } from "../../resources/resourceTypes";
import { inspectKey } from "../../values/keys";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** No public key belongs to another environment. */
export const noKeyOfAnotherEnvironment: Rule = {
  name: "no-key-of-another-environment",
  displayName: "No key of another environment",
  description: "No public key belongs to another environment.",
  rationale: "Anyone who can sign for that environment could sign for this one.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "keys", "environments"],
  remediationSteps:
    "Create a key for each environment. List the fingerprints of the other environments' keys in " +
    "foreignKeyFingerprints: the SHA-256 of the public key's DER form.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  scope: "resource",
  types: [t.publicKey],
  options: ["foreignKeyFingerprints"],
  onUnknown: "defer",
  check: (model, { foreignKeyFingerprints }) =>
    foreignKeyFingerprints.length === 0
      ? []
      : model.publicKeys.flatMap(({ urn, pem }): Finding[] => {
          if (pem.state === "unknown") {
            return [unknownFinding(urn, pem, "this may be a key of another environment")];
          }
          const key = inspectKey(pem.state === "known" ? pem.value : "");
          if (key.kind !== "public" || !foreignKeyFingerprints.includes(key.fingerprint)) {
            return [];
          }
          const why = "the configuration lists this key as one of another environment";
          return [{ urn, path: pem.path, why, fix: "Create a key for this environment" }];
        }),
};

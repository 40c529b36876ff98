import { resourceTypes as t } from "../../resources/resourceTypes";
import { judgeKey } from "../../values/pem";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** Whoever signs for one environment signs for that one alone. */
export const noKeyOfAnotherEnvironment: Rule = {
  name: "no-key-of-another-environment",
  displayName: "No key of another environment",
  description: "No public key is one that another environment trusts.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "keys", "environments"],
  remediationSteps:
    "Make a key for each environment. List the fingerprints of the other ones in foreignKeyFingerprints: SHA-256 over " +
    "the public key's DER form.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  level: "resource",
  types: [t.publicKey],
  options: ["foreignKeyFingerprints"],
  onUnknown: "defer",
  check: (model, { foreignKeyFingerprints }) =>
    foreignKeyFingerprints.length === 0
      ? []
      : model.publicKeys.flatMap(({ urn, pem }): Finding[] => {
          if (pem.state === "unknown") {
            return [unseen(urn, pem, "this may be a key of another environment")];
          }
          const key = judgeKey(pem.state === "known" ? pem.value : "");
          if (key.kind !== "public" || !foreignKeyFingerprints.includes(key.fingerprint)) {
            return [];
          }
          const why = "the configuration lists this key as one of another environment";
          return [{ urn, path: pem.path, why, fix: "Make a key for this environment" }];
        }),
};

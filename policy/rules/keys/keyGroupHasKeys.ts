import { resourceTypes as t } from "../../resources/resourceTypes";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Key groups have at least one key. */
export const keyGroupHasKeys: Rule = {
  name: "key-group-has-keys",
  displayName: "Key group has keys",
  description: "A key group contains at least one key.",
  rationale: "CloudFront rejects a key group without keys during the update.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "keys"],
  remediationSteps: "List the ids of the public keys whose signatures CloudFront should accept.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  scope: "resource",
  types: [t.keyGroup],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.keyGroups.flatMap(({ urn, keys }): Finding[] => {
      if (keys.state === "unknown") {
        return [unknownFinding(urn, keys, "the key group may have no keys")];
      }
      const hasKeys = keys.state === "known" && keys.value.some(({ state }) => state !== "absent");
      const why = "the key group has no keys, so no signature is valid";
      return hasKeys ? [] : [{ urn, path: "items", why, fix: "List the id of at least one public key" }];
    }),
};

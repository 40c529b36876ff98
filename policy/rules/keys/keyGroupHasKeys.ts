import { resourceTypes as t } from "../../resources/resourceTypes";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** A key group without keys looks like protection in a program, and CloudFront refuses it. */
export const keyGroupHasKeys: Rule = {
  name: "key-group-has-keys",
  displayName: "Key group has keys",
  description: "A key group lists at least one key.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "keys"],
  remediationSteps: "List the ids of the public keys whose signatures are to be trusted.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  level: "resource",
  types: [t.keyGroup],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.keyGroups.flatMap(({ urn, keys }): Finding[] => {
      if (keys.state === "unknown") {
        return [unseen(urn, keys, "the group may have no keys")];
      }
      const hasKeys = keys.state === "known" && keys.value.some(({ state }) => state !== "absent");
      const why = "the group has no keys, so nothing can be signed for it";
      return hasKeys ? [] : [{ urn, path: "items", why, fix: "List the id of at least one public key" }];
    }),
};

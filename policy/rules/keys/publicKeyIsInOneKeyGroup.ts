import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { judgeKey } from "../../values/pem";
import type { Finding, Rule } from "../rule";

/** A signature for one entitlement opens no other. */
export const publicKeyIsInOneKeyGroup: Rule = {
  name: "public-key-is-in-one-key-group",
  displayName: "Public key is in one key group",
  description: "No key, by its id or by its bytes, is in two key groups.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "keys", "entitlements"],
  remediationSteps: "Make a key for each group: whoever signs for one would sign for the other as well.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  level: "signing-and-tiers",
  types: [t.keyGroup, t.publicKey],
  options: [],
  onUnknown: "deny",
  check(model) {
    const fingerprints = fingerprintsOf(model);
    const uses = model.keyGroups.flatMap(({ urn, keys }) =>
      (known(keys) ?? []).flatMap((field) => {
        const link = model.links.to(urn, field, t.publicKey);
        // An id that this stack does not make is a key as well.
        const found = link.state === "outside" ? [link.value] : urnsOf(link);
        return found.map((name) => ({ urn, path: field.path, name, key: fingerprints.get(name) ?? name }));
      }),
    );
    const groups = new MultiMap<string>();
    for (const { urn, key } of uses) {
      groups.add(key, urn);
    }
    const findings = new Map<string, Finding>();
    for (const { urn, path, name, key } of uses) {
      const [other] = groups.get(key).filter((group) => group !== urn);
      if (other !== undefined && !findings.has(urn)) {
        const why = `${name.startsWith("urn:") ? name : "a key"} is in the group ${other} as well`;
        findings.set(urn, { urn, path, why, fix: "Give each group keys of its own" });
      }
    }
    return [...findings.values()];
  },
};

/** Keys with the same bytes are one key, whatever CloudFront calls them. */
function fingerprintsOf({ publicKeys }: StackModel): Map<string, string> {
  const found = new Map<string, string>();
  for (const { urn, pem } of publicKeys) {
    const key = pem.state === "known" ? judgeKey(pem.value) : undefined;
    if (key?.kind === "public") {
      found.set(urn, key.fingerprint);
    }
  }
  return found;
}

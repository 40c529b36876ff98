import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { inspectKey } from "../../values/keys";
import { MultiMap } from "../../values/multiMap";
import type { Finding, Rule } from "../rule";

/** A public key is in one key group only. */
export const publicKeyIsInOneKeyGroup: Rule = {
  name: "public-key-is-in-one-key-group",
  displayName: "Public key is in one key group",
  description: "No public key, by its id or its content, is in two key groups.",
  rationale: "Anyone who can sign for one group could sign for the other as well.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "keys", "entitlements"],
  remediationSteps: "Create a key for each key group.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
  scope: "signing-and-tiers",
  types: [t.keyGroup, t.publicKey],
  options: [],
  onUnknown: "deny",
  check(model) {
    const fingerprints = fingerprintsOf(model);
    const uses = model.keyGroups.flatMap(({ urn, keys }) =>
      (known(keys) ?? []).flatMap((field) => {
        const link = model.links.to(urn, field, t.publicKey);
        // The id of a key outside this stack counts as well.
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
      // Each group is listed once, so the first or the second is another one.
      const other = groups.get(key).find((group) => group !== urn);
      if (other !== undefined && !findings.has(urn)) {
        const why = `${name.startsWith("urn:") ? name : "a key"} is also in the key group ${other}`;
        findings.set(urn, { urn, path, why, fix: "Give each key group a key of its own" });
      }
    }
    return [...findings.values()];
  },
};

/** Keys with the same content are one key, whatever their ids. */
function fingerprintsOf({ publicKeys }: StackModel): Map<string, string> {
  const found = new Map<string, string>();
  for (const { urn, pem } of publicKeys) {
    const key = pem.state === "known" ? inspectKey(pem.value) : undefined;
    if (key?.kind === "public") {
      found.set(urn, key.fingerprint);
    }
  }
  return found;
}

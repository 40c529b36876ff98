import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { privateKeysIn } from "../../values/privateKeys/properties";
import type { Finding, Rule } from "../rule";
import { couldSign, isDocumentedPlace, quotablePath } from "./privateKeyPlaces";
import { PublicKeySources } from "./publicKeySources";

/** No output contains a private key. */
export const noPrivateKeyOutput: Rule = {
  name: "no-private-key-output",
  displayName: "No private key output",
  description: "No stack output or resource output contains a private key that could sign for CloudFront.",
  rationale: "Outputs are stored in the stack's state, and anyone who can read it could sign.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["keys", "secrets"],
  remediationSteps:
    "Create signing keys in AWS KMS, which never exports the private key, or outside the program. A key for TLS or SSH " +
    "that no CloudFront public key comes from is not reported.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html",
  scope: "signing-and-tiers",
  types: "all",
  options: ["signingKeys"],
  onUnknown: "deny",
  check(model, options) {
    const sources = new PublicKeySources(model, options);
    const others = otherKeys(model, sources);
    return model.resources.flatMap((resource): Finding[] => {
      const { urn, type, props } = resource;
      if (type === t.tlsPrivateKey) {
        if (!sources.mayComeFrom(resource)) {
          return [];
        }
        const why = "this generates a private key, which the stack's state stores";
        return [{ urn, path: "privateKeyPem", why, fix: "Create the key in AWS KMS or outside the program" }];
      }
      for (const { path, keys } of privateKeysIn(props)) {
        const fix = "Remove it, and rotate the key";
        const [publicKey] = keys.flatMap(({ publicHalf }) =>
          sources.withFingerprint(publicHalf?.fingerprint),
        );
        if (publicKey !== undefined) {
          const why = `this output contains the private half of ${publicKey}`;
          return [{ urn, path: quotablePath(path), why, fix }];
        }
        const isSuspect = keys.some(
          (key) => couldSign(key) && !others.has(key.publicHalf?.fingerprint ?? ""),
        );
        if (isSuspect && !isDocumentedPlace(type, path)) {
          return [{ urn, path: quotablePath(path), why: "this output contains a private key", fix }];
        }
      }
      return [];
    });
  },
};

/** Returns the fingerprints of the keys that the program generates for other purposes, such as SSH. */
function otherKeys(model: StackModel, sources: PublicKeySources): ReadonlySet<string> {
  const generated = model.resources.filter(
    (resource) => resource.type === t.tlsPrivateKey && !sources.mayComeFrom(resource),
  );
  const keys = generated.flatMap(({ props }) => privateKeysIn(props).flatMap((found) => found.keys));
  return new Set(keys.flatMap(({ publicHalf }) => publicHalf?.fingerprint ?? []));
}

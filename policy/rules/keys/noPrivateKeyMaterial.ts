import { holdsPrivateKey } from "../../values/keys";
import { stringsIn } from "../../values/strings";
import type { Rule } from "../rule";

/** No argument contains a private key. */
export const noPrivateKeyMaterial: Rule = {
  name: "no-private-key-material",
  displayName: "No private key material",
  description: "No argument of a resource contains a private key, as PEM, in base64 or compressed.",
  rationale: "Everyone with access to the stack's state or to the resource could sign.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["keys", "secrets"],
  remediationSteps:
    "Keep the private key in AWS KMS, or put it into Secrets Manager or Parameter Store with a separate tool and pass " +
    "only its ARN to the program. Rotate the key: it counts as leaked.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html",
  scope: "resource",
  types: "all",
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.resources.flatMap(({ urn, props }) => {
      for (const { path, value } of stringsIn(props)) {
        if (holdsPrivateKey(value)) {
          const why = "this contains a private key, which the stack's state stores";
          return [{ urn, path: quotablePath(path), why, fix: "Remove it, and rotate the key" }];
        }
      }
      return [];
    }),
};

/** Returns the part of a path that consists of argument names: the key of a map may be anything. */
export function quotablePath(path: string): string {
  const [known = ""] = /^[A-Za-z_][\w.[\]]{0,99}/.exec(path) ?? [];
  return known;
}

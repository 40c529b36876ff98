import { holdsPrivateKey } from "../../values/pem";
import { textsOf } from "../../values/texts";
import type { Rule } from "../rule";

/** No private key passes through a program, where it would rest in its state. */
export const noPrivateKeyMaterial: Rule = {
  name: "no-private-key-material",
  displayName: "No private key material",
  description: "No argument of any resource holds a private key, plain, in base64 or compressed.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["keys", "secrets"],
  remediationSteps:
    "Keep the private half in AWS KMS, or put it into Secrets Manager or Parameter Store by a tool of its own, and let " +
    "the program know nothing but its ARN. Count the key as lost, and rotate it.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html",
  level: "resource",
  types: "all",
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.resources.flatMap(({ urn, props }) => {
      for (const { path, value } of textsOf(props)) {
        if (holdsPrivateKey(value)) {
          const why = "this holds a private key, which rests in the stack's state from now on";
          return [{ urn, path: place(path), why, fix: "Take it out, and rotate the key" }];
        }
      }
      return [];
    }),
};

/** The path as far as it is names of arguments: a key of a map may be anything. */
export function place(path: string): string {
  const [known = ""] = /^[A-Za-z_][\w.[\]]{0,99}/.exec(path) ?? [];
  return known;
}

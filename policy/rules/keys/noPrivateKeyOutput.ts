import { holdsPrivateKey } from "../../values/keys";
import { stringsIn } from "../../values/strings";
import type { Finding, Rule } from "../rule";
import { quotablePath } from "./noPrivateKeyMaterial";

/** A resource that generates a private key and stores it in the state. */
const generatorType = "tls:index/privateKey:PrivateKey";

/** No output contains a private key. */
export const noPrivateKeyOutput: Rule = {
  name: "no-private-key-output",
  displayName: "No private key output",
  description: "No stack output or resource output contains a private key.",
  rationale: "Outputs are stored in the stack's state, and anyone who can read it could sign.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["keys", "secrets"],
  remediationSteps:
    "Create signing keys in AWS KMS, which never exports the private key, or outside the program.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html",
  scope: "signing-and-tiers",
  types: "all",
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.resources.flatMap(({ urn, type, props }): Finding[] => {
      const fix = "Remove it, and rotate the key";
      if (type === generatorType) {
        const why = "this generates a private key, which the stack's state stores";
        return [{ urn, path: "privateKeyPem", why, fix: "Create the key in AWS KMS or outside the program" }];
      }
      for (const { path, value } of stringsIn(props)) {
        if (holdsPrivateKey(value)) {
          return [{ urn, path: quotablePath(path), why: "this output contains a private key", fix }];
        }
      }
      return [];
    }),
};

import { holdsPrivateKey } from "../../values/pem";
import { textsOf } from "../../values/texts";
import type { Finding, Rule } from "../rule";
import { place } from "./noPrivateKeyMaterial";

/** A resource that makes a private key and keeps it in the state. */
const maker = "tls:index/privateKey:PrivateKey";

/** No private key comes out of a program either. */
export const noPrivateKeyOutput: Rule = {
  name: "no-private-key-output",
  displayName: "No private key output",
  description: "No export of the stack and no output of a resource holds a private key.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["keys", "secrets"],
  remediationSteps:
    "Make signing keys in AWS KMS, which never gives the private half out, or outside of the program.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html",
  level: "signing-and-tiers",
  types: "all",
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.resources.flatMap(({ urn, type, props }): Finding[] => {
      const fix = "Take it out, and rotate the key";
      if (type === maker) {
        const why = "this makes a private key, which rests in the stack's state";
        return [
          { urn, path: "privateKeyPem", why, fix: "Make the key in AWS KMS or outside of the program" },
        ];
      }
      for (const { path, value } of textsOf(props)) {
        if (holdsPrivateKey(value)) {
          return [{ urn, path: place(path), why: "this output holds a private key", fix }];
        }
      }
      return [];
    }),
};

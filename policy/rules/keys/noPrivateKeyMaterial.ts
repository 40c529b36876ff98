import { privateKeysIn } from "../../values/privateKeys/properties";
import type { Finding, Rule } from "../rule";
import { couldSign, isDocumentedPlace, quotablePath } from "./privateKeyPlaces";

/** No argument contains a private key. */
export const noPrivateKeyMaterial: Rule = {
  name: "no-private-key-material",
  displayName: "No private key material",
  description:
    "No argument of a resource contains a private key that could sign for CloudFront, in any format, encoding or " +
    "compression.",
  rationale: "Everyone with access to the stack's state or to the resource could sign.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["keys", "secrets"],
  remediationSteps:
    "Keep the private key in AWS KMS, or put it into Secrets Manager or Parameter Store with a separate tool and pass " +
    "only its ARN to the program. Rotate the key: it counts as leaked. Keys of kinds that CloudFront does not accept, and " +
    "arguments that are documented to hold a key for TLS or SSH, are not reported.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html",
  scope: "resource",
  types: "all",
  options: [],
  onUnknown: "deny",
  check: (model) =>
    model.resources.flatMap(({ urn, type, props }): Finding[] => {
      for (const { path, keys, isComplete } of privateKeysIn(props)) {
        if (isDocumentedPlace(type, path)) {
          continue;
        }
        if (keys.some(couldSign)) {
          const why = "this contains a private key, which the stack's state stores";
          return [{ urn, path: quotablePath(path), why, fix: "Remove it, and rotate the key" }];
        }
        if (!isComplete) {
          return [{ urn, path: quotablePath(path), ...tooLarge }];
        }
      }
      return [];
    }),
};

/** A value that is compressed or encoded so often that a key in it would not be found. */
const tooLarge = {
  why: "this is too large, or encoded too many times, to be searched for a private key",
  fix: "Upload it outside the program, or pass it with fewer layers of encoding",
};

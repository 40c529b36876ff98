import { grants, keyPolicies, kmsKeys } from "./kms";
import { attachedPolicies, permissions } from "./permissions";
import { randomValues } from "./randomValues";
import { secretPolicies, secrets } from "./secrets";
import { storedValues } from "./secretValues";

/** Every kind of access record. */
export const accessRecords = {
  attachedPolicies,
  permissions,
  grants,
  kmsKeys,
  keyPolicies,
  secretPolicies,
  secrets,
  randomValues,
  storedValues,
};

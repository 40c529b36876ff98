import { attachedPolicies } from "./attachedPolicies";
import { grants, keyPolicies, kmsKeys } from "./kms";
import { permissions } from "./permissions";
import { randomValues } from "./randomValues";
import { profileUsers, roles, roleUsers } from "./roles";
import { secretPolicies, secrets } from "./secrets";
import { storedValues } from "./secretValues";

/** Every kind of access record. */
export const accessRecords = {
  attachedPolicies,
  permissions,
  grants,
  kmsKeys,
  keyPolicies,
  profileUsers,
  roles,
  roleUsers,
  secretPolicies,
  secrets,
  randomValues,
  storedValues,
};

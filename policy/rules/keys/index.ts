import type { Rule } from "../rule";
import { keyGroupHasKeys } from "./keyGroupHasKeys";
import { noKeyOfAnotherEnvironment } from "./noKeyOfAnotherEnvironment";
import { noPrivateKeyMaterial } from "./noPrivateKeyMaterial";
import { noPrivateKeyOutput } from "./noPrivateKeyOutput";
import { noWildcardSigningPermission } from "./noWildcardSigningPermission";
import { publicKeyIsInOneKeyGroup } from "./publicKeyIsInOneKeyGroup";
import { publicKeyIsRsa2048OrP256 } from "./publicKeyIsRsa2048OrP256";
import { signingKeyHasOneUser } from "./signingKeyHasOneUser";

/** Rules on signing keys and who can use them, in the order in which they report. */
export const keyRules: readonly Rule[] = [
  publicKeyIsRsa2048OrP256,
  keyGroupHasKeys,
  publicKeyIsInOneKeyGroup,
  noPrivateKeyMaterial,
  noPrivateKeyOutput,
  noKeyOfAnotherEnvironment,
  noWildcardSigningPermission,
  signingKeyHasOneUser,
];

import type { Rule } from "../rule";
import { edgeFunctionIsDeclared } from "./edgeFunctionIsDeclared";
import { edgeFunctionsExist } from "./edgeFunctionsExist";
import { errorPageNeedsNoSignature } from "./errorPageNeedsNoSignature";
import { noTrustedSigners } from "./noTrustedSigners";
import { originBucketAdmitsOnlyCloudfront } from "./originBucketAdmitsOnlyCloudfront";
import { publicPathNeedsNoSignature } from "./publicPathNeedsNoSignature";
import { securePathsNeedTrustedKeyGroups } from "./securePathsNeedTrustedKeyGroups";
import { signedObjectNeedsTrustedKeyGroups } from "./signedObjectNeedsTrustedKeyGroups";
import { signedOriginNeedsTrustedKeyGroups } from "./signedOriginNeedsTrustedKeyGroups";

/** Rules on signed and public paths, in the order in which they report. */
export const signingRules: readonly Rule[] = [
  securePathsNeedTrustedKeyGroups,
  signedOriginNeedsTrustedKeyGroups,
  noTrustedSigners,
  errorPageNeedsNoSignature,
  publicPathNeedsNoSignature,
  signedObjectNeedsTrustedKeyGroups,
  originBucketAdmitsOnlyCloudfront,
  edgeFunctionIsDeclared,
  edgeFunctionsExist,
];

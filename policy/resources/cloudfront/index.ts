import { originAccessControls, originAccessIdentities } from "./accessControls";
import { distributions } from "./distributions";
import { keyGroups, publicKeys } from "./keys";
import { securityHeaders } from "./securityHeaders";
import { vpcOrigins } from "./vpcOrigins";

/** Every kind of CloudFront record. */
export const cloudfrontRecords = {
  distributions,
  keyGroups,
  originAccessControls,
  originAccessIdentities,
  publicKeys,
  securityHeaders,
  vpcOrigins,
};

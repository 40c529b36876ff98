import type { Rule } from "../rule";
import { accessLogHoldsNoSignature } from "./accessLogHoldsNoSignature";
import { behaviorHasSecurityHeaders } from "./behaviorHasSecurityHeaders";
import { distributionCachesNoErrors } from "./distributionCachesNoErrors";
import { distributionHasAccessLogs } from "./distributionHasAccessLogs";
import { distributionHasWebAcl } from "./distributionHasWebAcl";
import { instanceMetadataNeedsToken } from "./instanceMetadataNeedsToken";
import { loadBalancerDropsInvalidHeaders } from "./loadBalancerDropsInvalidHeaders";
import { loadBalancerHasDeletionProtection } from "./loadBalancerHasDeletionProtection";
import { loadBalancerMitigatesDesync } from "./loadBalancerMitigatesDesync";
import { logBucketIsPrivate } from "./logBucketIsPrivate";
import { volumeIsEncrypted } from "./volumeIsEncrypted";

/** Rules on logs, encryption at rest and other hardening, in the order in which they report. */
export const hygieneRules: readonly Rule[] = [
  instanceMetadataNeedsToken,
  volumeIsEncrypted,
  distributionHasAccessLogs,
  accessLogHoldsNoSignature,
  logBucketIsPrivate,
  distributionHasWebAcl,
  behaviorHasSecurityHeaders,
  distributionCachesNoErrors,
  loadBalancerDropsInvalidHeaders,
  loadBalancerMitigatesDesync,
  loadBalancerHasDeletionProtection,
];

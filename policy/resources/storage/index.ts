import { bucketAcls, bucketPolicies, publicAccessBlocks } from "./buckets";
import { logDeliveries, logDestinations, logSources, realtimeLogs } from "./logs";

/** Every kind of storage record. */
export const storageRecords = {
  bucketAcls,
  bucketPolicies,
  publicAccessBlocks,
  logDeliveries,
  logDestinations,
  logSources,
  realtimeLogs,
};

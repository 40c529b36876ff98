import { accessPointPolicies, accessPoints } from "./accessPoints";
import {
  accountAccessBlocks,
  bucketAcls,
  bucketPolicies,
  inlineBucketPolicies,
  ownerships,
  publicAccessBlocks,
} from "./buckets";
import { logDeliveries, logDestinations, logSources, realtimeLogs } from "./logs";
import { objectAcls } from "./objects";

/** Every kind of storage record. */
export const storageRecords = {
  accessPointPolicies,
  accessPoints,
  accountAccessBlocks,
  bucketAcls,
  bucketPolicies,
  inlineBucketPolicies,
  ownerships,
  publicAccessBlocks,
  logDeliveries,
  logDestinations,
  logSources,
  objectAcls,
  realtimeLogs,
};

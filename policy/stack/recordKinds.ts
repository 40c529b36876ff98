import { accessRecords } from "../resources/access";
import { cloudfrontRecords } from "../resources/cloudfront";
import { computeRecords } from "../resources/compute";
import { loadBalancingRecords } from "../resources/loadBalancing";
import { networkRecords } from "../resources/network";
import type { RecordReaders } from "../resources/recordReaders";
import { storageRecords } from "../resources/storage";

/** Every kind of record that rules can ask a stack for. */
export const recordKinds = {
  ...accessRecords,
  ...cloudfrontRecords,
  ...computeRecords,
  ...loadBalancingRecords,
  ...networkRecords,
  ...storageRecords,
};

type RecordOf<K> = K extends RecordReaders<infer R> ? R : never;

/** The records of a stack, by kind. */
export type Records = {
  readonly [K in keyof typeof recordKinds]: readonly RecordOf<(typeof recordKinds)[K]>[];
};

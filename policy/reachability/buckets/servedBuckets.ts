import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { perModel } from "../perModel";
import { type BucketOrigin, type BucketRead, bucketOrigins, bucketReads } from "./bucketReads";

/** Whether a bucket is served by a distribution, as far as a preview shows. */
export type Certainty = "certain" | "possible" | "none";

/** A bucket that distributions have as origin. */
export interface ServedBucket {
  /** Its URN, or the name of one outside this stack. */
  readonly bucket: string;
  /** What behaviors read from origins that are this bucket, or may be. */
  readonly reads: readonly BucketRead[];
  /**
   * Returns whether an origin that is this bucket has a property. One that no behavior uses counts as one that has it; origins whose domain name is unknown may be
   * any bucket that the list of origins is computed from, and each of those is one of them unless there are more buckets.
   */
  readonly serves: (isOne: (reads: readonly BucketRead[]) => boolean) => Certainty;
}

const served = perModel<readonly ServedBucket[]>();

/** Lists the buckets that distributions have as origin. */
export function servedBuckets(model: StackModel): readonly ServedBucket[] {
  return served(model, "", () => {
    const byOrigin = new Map<unknown, BucketRead[]>();
    for (const read of bucketReads(model)) {
      byOrigin.set(read.origin, [...(byOrigin.get(read.origin) ?? []), read]);
    }
    const byBucket = new MultiMap<BucketOrigin>();
    for (const origin of bucketOrigins(model)) {
      for (const bucket of origin.buckets) {
        byBucket.add(bucket, origin);
      }
    }
    const buckets = new Set(bucketOrigins(model).flatMap((each) => each.buckets));
    return [...buckets].map((bucket) => servedBucket(bucket, byBucket.get(bucket), byOrigin));
  });
}

function servedBucket(
  bucket: string,
  origins: readonly BucketOrigin[],
  byOrigin: ReadonlyMap<unknown, readonly BucketRead[]>,
): ServedBucket {
  const readsOf = ({ origin }: BucketOrigin) => byOrigin.get(origin) ?? [];
  return {
    bucket,
    reads: origins.flatMap(readsOf),
    serves: (isOne) => {
      const found = new Set(
        origins.filter((origin) => readsOf(origin).length === 0 || isOne(readsOf(origin))),
      );
      if ([...found].some(({ isCertain }) => isCertain)) {
        return "certain";
      }
      const isProven = [...found].some(({ distribution, buckets }) => {
        const own = origins.filter((each) => each.distribution === distribution && !each.isCertain);
        return own.every((each) => found.has(each)) && buckets.length <= own.length;
      });
      return isProven ? "certain" : found.size > 0 ? "possible" : "none";
    },
  };
}

/** Returns whether a behavior among these requires a signature, or may. */
export function areSigned(reads: readonly BucketRead[]): boolean {
  return reads.some(({ signed }) => known(signed) !== false);
}

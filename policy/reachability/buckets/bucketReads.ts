import {
  type Behavior,
  type Distribution,
  requiresSignature,
} from "../../resources/cloudfront/distributions";
import type { Origin } from "../../resources/cloudfront/origins";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { Link } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, known, type UnknownField } from "../../values/field";
import { Glob, withoutSlashes } from "../../values/globs";
import { MultiMap } from "../../values/multiMap";
import type { KeySet } from "../../values/sharedKey";
import { originTargets } from "../originTargets";
import { perModel } from "../perModel";
import { usedOrigins } from "../usedOrigins";

/** The objects of a bucket that a behavior reads through one of its origins. */
export interface BucketRead {
  readonly distribution: Distribution;
  readonly behavior: Behavior;
  readonly origin: Origin;
  /** URNs of the buckets that may be meant, or the name of one outside this stack. */
  readonly buckets: readonly string[];
  /** Whether the bucket is the only one of `buckets`, which is not known of all buckets in preview. */
  readonly isCertain: boolean;
  /** Whether it requires a signature. */
  readonly signed: Field<boolean>;
  /** Its keys, if it needs no signature with percent-encoded paths as well. */
  readonly keys: KeySet;
  /** What is unknown of its keys; `keys` is then the worst case. */
  readonly unknown: UnknownField | undefined;
}

/** An origin that is a bucket, with the buckets that it may be. */
export type BucketOrigin = Pick<BucketRead, "distribution" | "origin" | "buckets" | "isCertain">;

const reads = perModel<readonly BucketRead[]>();
const origins = perModel<readonly BucketOrigin[]>();

/** Lists what behaviors read from buckets, of every distribution. */
export function bucketReads(model: StackModel): readonly BucketRead[] {
  return reads(model, "", () => {
    const byDistribution = new MultiMap<BucketOrigin>();
    for (const each of bucketOrigins(model)) {
      byDistribution.add(each.distribution.urn, each);
    }
    return model.distributions.flatMap((each) => readsOf(each, byDistribution.get(each.urn)));
  });
}

/** Lists the origins that are buckets, also those that no behavior uses. */
export function bucketOrigins(model: StackModel): readonly BucketOrigin[] {
  return origins(model, "", () => {
    const targets = new Map(originTargets(model).map(({ origin, target }) => [origin, target]));
    return model.distributions.flatMap((distribution) =>
      (known(distribution.origins) ?? []).flatMap((origin) => {
        const found = bucketsOf(model, distribution.urn, origin, targets.get(origin));
        return found === undefined ? [] : [{ distribution, origin, ...found }];
      }),
    );
  });
}

/** Returns the name of a bucket from a domain name of S3, also from one of its website. */
export function bucketIn(domainName: string): string | undefined {
  const [, name] =
    /^(.+?)\.s3(?:-website|-accelerate)?(?:[.-](?:dualstack\.)?[a-z]{2}-[a-z-]+-\d)?\.amazonaws\.com(?:\.cn)?$/.exec(
      domainName,
    ) ?? [];
  return name;
}

function readsOf(distribution: Distribution, own: readonly BucketOrigin[]): BucketRead[] {
  if (own.length === 0) {
    return [];
  }
  const { behaviors } = distribution;
  const buckets = new Map(own.map((each) => [each.origin, each]));
  const originsOf = usedOrigins(distribution);
  const earlier: Glob[] = [];
  let firstUnknown: Field<string> | undefined;
  return behaviors.flatMap((behavior) => {
    const { pattern } = behavior;
    const signed = requiresSignature(behavior);
    const [before, outside] = [firstUnknown, earlier.length];
    const glob = pattern.state === "known" ? new Glob(pattern.value) : undefined;
    if (glob !== undefined) {
      earlier.push(glob);
    } else if (pattern.state === "unknown") {
      firstUnknown ??= pattern;
    }
    return originsOf(behavior).flatMap((origin): BucketRead[] => {
      const found = buckets.get(origin);
      if (found === undefined) {
        return [];
      }
      const { isCertain } = found;
      const folder = folderOf(origin);
      const keys = {
        folder: known(folder) ?? "",
        inside: [glob ?? new Glob("*")],
        outside: earlier.slice(0, outside),
        encodes: known(signed) !== true,
      };
      const unknown = [behavior.pattern, before, folder].find((field) => field?.state === "unknown");
      return [
        {
          distribution,
          behavior,
          origin,
          buckets: found.buckets,
          isCertain,
          signed,
          keys,
          unknown: unknown?.state === "unknown" ? unknown : undefined,
        },
      ];
    });
  });
}

/** A bucket of which nothing is known. */
const none = { buckets: [], isCertain: false };

type Found = Pick<BucketRead, "buckets" | "isCertain"> | undefined;

/**
 * A custom origin whose domain name is unknown is not taken for a bucket: buckets as custom origins are rejected by the
 * rule on public origins.
 */
function bucketsOf(
  model: StackModel,
  distribution: string,
  { kind, domainName }: Origin,
  link: Link | undefined,
): Found {
  if (link === undefined || kind === "vpc" || (kind !== "bucket" && domainName.state !== "known")) {
    return undefined;
  }
  return link.state === "outside" ? named(model, distribution, domainName) : linked(model, link, kind);
}

function linked(model: StackModel, link: Link, kind: Origin["kind"]): Found {
  if (link.state !== "inside") {
    return kind === "bucket" && link.state === "unknown" ? none : undefined;
  }
  const buckets = link.urns.flatMap((urn) =>
    model.accessPoints
      .filter((each) => each.urn === urn)
      .flatMap((each) => each.buckets.flatMap((field) => bucketIds(model, urn, field)))
      .concat(model.links.isOf(urn, [t.bucket]) ? [urn] : []),
  );
  const distinct = [...new Set(buckets)];
  if (distinct.length === 0) {
    return kind === "bucket" ? none : undefined;
  }
  return { buckets: distinct, isCertain: distinct.length === 1 };
}

function named(model: StackModel, distribution: string, domainName: Field<string>): Found {
  const name = bucketIn(known(domainName) ?? "");
  return name === undefined
    ? undefined
    : {
        buckets: bucketIds(model, distribution, { state: "known", path: domainName.path, value: name }),
        isCertain: true,
      };
}

/** Returns the URNs of the buckets that an argument may name, or the name of one outside this stack. */
export function bucketIds(model: StackModel, urn: string, bucket: Field<string>): readonly string[] {
  const link = model.links.to(urn, bucket, t.bucket);
  if (link.state === "inside") {
    return link.urns;
  }
  return link.state === "outside" ? [link.value] : [];
}

/** Removes the last slash of a folder; one that is no plain path is unknown. */
function folderOf({ folder }: Origin): Field<string> {
  if (folder.state !== "known") {
    return folder;
  }
  const value = withoutSlashes(folder.value);
  return value === "" || /^\/[\w./~-]{1,255}$/.test(value)
    ? { ...folder, value }
    : { state: "unknown", path: folder.path, reason: "shape" };
}

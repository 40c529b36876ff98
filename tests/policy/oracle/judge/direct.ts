/** Asks a bucket or a function for content directly, as anybody and from other accounts. */
import type { Bucket, WebFunction } from "../world/edge";
import type { World } from "../world/world";
import { protectedNames } from "./protected";

/** A direct request that is answered. */
export interface DirectWitness {
  readonly asks: string;
  readonly as: string;
}

/** Returns a direct request to something protected that is answered. */
export function directWitness(world: World): DirectWitness | undefined {
  const isProtected = protectedNames(world);
  const attempts = [
    ...world.buckets.map((bucket) => ({ asks: bucket.name, as: readerOf(bucket) })),
    ...world.functions.map((one) => ({ asks: one.name, as: invokerOf(one) })),
  ];
  return attempts.find(
    (attempt): attempt is DirectWitness => isProtected.has(attempt.asks) && attempt.as !== undefined,
  );
}

/** Tells whether a witness holds: what is asked is protected, and answers whoever asks. */
export function replaysDirect(world: World, { asks, as }: DirectWitness): boolean {
  const bucket = world.buckets.find(({ name }) => name === asks);
  const one = world.functions.find(({ name }) => name === asks);
  return protectedNames(world).has(asks) && as === ((bucket && readerOf(bucket)) ?? (one && invokerOf(one)));
}

/**
 * Who reads objects of a bucket past the distribution. The block of public access stops policies for everybody, not those for
 * a service or for an account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html The meaning of "public"
 */
function readerOf({ readers, blocks }: Bucket): string | undefined {
  for (const reader of readers) {
    if (reader === "everybody") {
      if (blocks === "none") {
        return "anybody";
      }
    } else if ("account" in reader) {
      return "another account";
    } else if ("anyDistributionOf" in reader && reader.anyDistributionOf === "any") {
      return "another account's distribution";
    }
  }
  return undefined;
}

/**
 * Who invokes a function's URL past the distribution; the provider lets everybody in where no signature is demanded.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function invokerOf({ urlAuthorization, invoker }: WebFunction): string | undefined {
  if (urlAuthorization === "NONE") {
    return "anybody";
  }
  if (invoker === "everybody") {
    return "any AWS account";
  }
  return invoker !== undefined && "anyDistribution" in invoker ? "another account's distribution" : undefined;
}

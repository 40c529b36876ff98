/** Distributions, buckets and functions of an abstract stack. */
import type { Ref } from "./ref";

/** What an origin reaches. */
export type OriginTarget =
  | { readonly vpcOrigin: Ref; readonly port: number }
  | { readonly publicLoadBalancer: string; readonly by: "output" | "record" }
  | { readonly bucket: string; readonly control: "signs" | "never" | "none" }
  | { readonly functionUrl: string; readonly control: "signs" | "none" }
  | { readonly domain: string };

/** An origin of a distribution. */
export interface Origin {
  readonly id: string;
  readonly target: OriginTarget;
  /** The tier whose secret header value it sends. */
  readonly header?: string;
  readonly path?: string;
}

/** A cache behavior; the default one has the pattern `*`. */
export interface Behavior {
  readonly pattern: string;
  readonly origin: string;
  readonly signed: boolean;
}

/** An origin group: it fails over from the first origin to the second. */
export interface OriginGroup {
  readonly id: string;
  readonly members: readonly [string, string];
}

/** A distribution. */
export interface Distribution {
  readonly name: string;
  readonly origins: readonly Origin[];
  readonly originGroups: readonly OriginGroup[];
  /** In order, without the default one. */
  readonly behaviors: readonly Behavior[];
  readonly byDefault: Behavior;
  /** The page of an error, which CloudFront requests from itself without a signature. */
  readonly errorPage?: string;
  /** Paths that a component declares to need a signature. */
  readonly securePaths: readonly string[];
}

/** Who a bucket's policy admits to read its objects. */
export type Reader =
  | { readonly distribution: string }
  | { readonly anyDistributionOf: "own" | "any" }
  | "everybody"
  | { readonly account: string };

/** A bucket. */
export interface Bucket {
  readonly name: string;
  readonly readers: readonly Reader[];
  readonly blocks: "all" | "none";
  readonly acl?: "public-read";
  readonly website?: true;
}

/** A function with a URL. */
export interface WebFunction {
  readonly name: string;
  readonly urlAuthorization: "NONE" | "AWS_IAM";
  /** Who may invoke the URL besides what the origin's access control signs. */
  readonly invoker?: { readonly distribution: string } | { readonly anyDistribution: true } | "everybody";
}

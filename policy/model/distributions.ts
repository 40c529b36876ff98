import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "./field";
import { pathPatternSource } from "./globs";
import { Reader } from "./reader";

/** One cache behavior, in the order in which CloudFront tries them. */
export interface Behavior {
  /** How people find it: `#0` for the first of the list, `default` for the default one. */
  readonly label: string;
  /** The argument that holds it, such as `orderedCacheBehaviors[0]`. */
  readonly path: string;
  readonly pattern: Field<string>;
  /** Known and true when it trusts at least one key group, be the group's id known or not. */
  readonly signed: Field<boolean>;
  /** It trusts AWS accounts instead of key groups, the older way. */
  readonly trustsSigners: boolean;
}

/** A CloudFront distribution. */
export interface Distribution {
  readonly urn: string;
  /** In the order in which CloudFront tries them: the ordered ones, then the default. */
  readonly behaviors: readonly Behavior[];
  /** It has an origin that is no S3 bucket, or one that cannot be seen. */
  readonly reachesServers: boolean;
}

type Args = Unwrap<DistributionArgs>;
type BehaviorArgs = Pick<Args["defaultCacheBehavior"], "trustedKeyGroups" | "trustedSigners">;

/** Reads a distribution. */
export function readDistribution(urn: string, props: object): Distribution {
  const args = Reader.over<Args>(props);
  const fallback = args.at("defaultCacheBehavior");
  return {
    urn,
    behaviors: [
      ...orderedBehaviors(args),
      // The default behavior takes what is left, which is what the pattern "*" says.
      behavior("default", fallback, { state: "known", path: fallback.any().path, value: "*" }),
    ],
    reachesServers: reachesServers(args),
  };
}

function orderedBehaviors(args: Reader<Args>): Behavior[] {
  const list = args.at("orderedCacheBehaviors").items();
  if (list.state === "absent") {
    return [];
  }
  if (list.state === "unknown") {
    return [{ label: "#0 and later", path: list.path, pattern: list, signed: list, trustsSigners: false }];
  }
  return list.value.map((item, i) => behavior(`#${i}`, item, valid(item.at("pathPattern").text())));
}

/**
 * CloudFront refuses a behavior without a pattern, or with one of other characters. Such a one must not count as a
 * pattern that matches nothing; and what stands in its place may be anything, so no message may quote it.
 */
function valid(pattern: Field<string>): Field<string> {
  const isPattern = pattern.state === "known" && new RegExp(pathPatternSource).test(pattern.value);
  return isPattern || pattern.state === "unknown"
    ? pattern
    : { state: "unknown", path: pattern.path, reason: "shape" };
}

function behavior(label: string, args: Reader<BehaviorArgs>, pattern: Field<string>): Behavior {
  const groups = trusts(args.at("trustedKeyGroups"));
  const signers = trusts(args.at("trustedSigners"));
  return {
    label,
    path: args.any().path,
    pattern,
    signed: groups,
    trustsSigners: signers.state === "known" && signers.value,
  };
}

/** An empty list trusts nobody; an element that is not known yet is one all the same. */
function trusts(list: Reader<string[] | undefined>): Field<boolean> {
  const items = list.items();
  if (items.state !== "known") {
    return items;
  }
  const value = items.value.some((item) => item.text().state !== "absent");
  return { state: "known", path: items.path, value };
}

/**
 * An origin with neither a custom nor a VPC configuration is a bucket.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html
 */
function reachesServers(args: Reader<Args>): boolean {
  const origins = args.at("origins").items();
  if (origins.state !== "known") {
    return true;
  }
  return origins.value.some((origin) => {
    const servers = [origin.at("customOriginConfig"), origin.at("vpcOriginConfig")];
    return servers.some((server) => server.any().state !== "absent");
  });
}

import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { pathPatternSource } from "../../values/globs";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";
import { type EdgeFunction, readEdgeFunctions } from "./edgeFunctions";
import { type Origin, type OriginGroup, readOriginGroups, readOrigins } from "./origins";

/** One cache behavior, in the order in which CloudFront tries them. */
export interface Behavior {
  /** `#0` for the first ordered behavior, `default` for the default one. */
  readonly label: string;
  /** Such as `orderedCacheBehaviors[0]`. */
  readonly path: string;
  readonly pattern: Field<string>;
  /** Whether it trusts at least one key group, whose id may be unknown. */
  readonly signed: Field<boolean>;
  /** The key groups that it trusts. */
  readonly keyGroups: Field<readonly Field<string>[]>;
  /** Whether it trusts AWS accounts as signers, which key groups have replaced. */
  readonly signers: Field<boolean>;
  readonly targetOrigin: Field<string>;
  readonly viewerProtocol: Field<string>;
  readonly responseHeaders: Field<string>;
  readonly realtimeLog: Field<string>;
  /** The functions that it runs at the edge. */
  readonly functions: readonly EdgeFunction[];
}

/** A custom error response: the page shown for a status, and how long the error is cached. */
export interface ErrorResponse {
  readonly code: Field<number>;
  readonly page: Field<string>;
  /** In seconds; AWS's default is 10. */
  readonly minTtl: Field<number>;
}

/** A CloudFront distribution. */
export interface Distribution {
  readonly urn: string;
  /** In the order in which CloudFront tries them: the ordered ones, then the default. */
  readonly behaviors: readonly Behavior[];
  readonly origins: Field<readonly Origin[]>;
  readonly originGroups: readonly OriginGroup[];
  /** Whether an origin is not an S3 bucket, or is unknown. */
  readonly hasServerOrigin: boolean;
  readonly errorResponses: Field<readonly ErrorResponse[]>;
  readonly rootObject: Field<string>;
  readonly webAcl: Field<string>;
  /** The bucket of legacy standard logs. */
  readonly logBucket: Field<string>;
  readonly defaultCertificate: Field<boolean>;
  readonly viewerTls: Field<string>;
  /** A policy that sends some viewers to a staging distribution. */
  readonly continuousDeployment: Field<string>;
}

type Args = Unwrap<DistributionArgs>;
type OrderedArgs = NonNullable<Args["orderedCacheBehaviors"]>[number];
type BehaviorArgs = Omit<OrderedArgs, "pathPattern">;

/** Distributions. */
export const distributions = recordReaders<Distribution>({
  [t.distribution]: readDistribution,
});

function readDistribution(urn: string, props: object): Distribution[] {
  const args = Reader.over<Args>(props);
  const fallback = args.at("defaultCacheBehavior") as Reader<BehaviorArgs>;
  const origins = readOrigins(args);
  const certificate = args.at("viewerCertificate");
  return [
    {
      urn,
      behaviors: [
        ...orderedBehaviors(args),
        // The default behavior serves every path that no other pattern matches.
        behavior("default", fallback, { state: "known", path: fallback.raw().path, value: "*" }),
      ],
      origins,
      originGroups: readOriginGroups(args),
      hasServerOrigin: origins.state !== "known" || origins.value.some(({ kind }) => kind !== "bucket"),
      errorResponses: readErrorResponses(args),
      rootObject: args.at("defaultRootObject").string(),
      webAcl: args.at("webAclId").string(),
      logBucket: args.at("loggingConfig").at("bucket").string(),
      defaultCertificate: certificate.at("cloudfrontDefaultCertificate").boolean(),
      viewerTls: certificate.at("minimumProtocolVersion").string(),
      continuousDeployment: args.at("continuousDeploymentPolicyId").string(),
    },
  ];
}

function readErrorResponses(args: Reader<Args>): Field<readonly ErrorResponse[]> {
  const list = args.at("customErrorResponses").items();
  return list.state === "known"
    ? {
        ...list,
        value: list.value.map((response) => ({
          code: response.at("errorCode").number(),
          page: response.at("responsePagePath").string(),
          minTtl: response.at("errorCachingMinTtl").number(),
        })),
      }
    : list;
}

/** Returns whether a behavior requires a signature, of key groups or of AWS accounts. */
export function requiresSignature({ signed, signers }: Behavior): Field<boolean> {
  if (signers.state === "known" && signers.value) {
    return signers;
  }
  return signed.state === "absent" ? { state: "known", path: signed.path, value: false } : signed;
}

/** Returns whether a behavior is known to require a signature of a key group. */
export function isSigned({ signed }: Pick<Behavior, "signed">): boolean {
  return signed.state === "known" && signed.value;
}

/** Names a behavior in a message; quotes only a valid pattern. */
export function nameOf({ label, pattern }: Behavior): string {
  if (label === "default") {
    return "the default behavior";
  }
  return pattern.state === "known" ? `behavior ${label} "${pattern.value}"` : `behavior ${label}`;
}

function orderedBehaviors(args: Reader<Args>): Behavior[] {
  const list = args.at("orderedCacheBehaviors").items();
  if (list.state === "absent") {
    return [];
  }
  if (list.state === "unknown") {
    const all = list;
    return [
      {
        label: "#0 and later",
        path: list.path,
        pattern: all,
        signed: all,
        keyGroups: all,
        signers: all,
        targetOrigin: all,
        viewerProtocol: all,
        responseHeaders: all,
        realtimeLog: all,
        functions: [{ event: all, function: all, types: [t.edgeFunction, t.function] }],
      },
    ];
  }
  return list.value.map((item, i) => behavior(`#${i}`, item, valid(item.at("pathPattern").string())));
}

/**
 * CloudFront rejects a behavior with a missing or invalid pattern. Such a pattern counts as unknown: it must not count as
 * one that matches nothing, and no message may quote it.
 */
function valid(pattern: Field<string>): Field<string> {
  const isPattern = pattern.state === "known" && patternSyntax.test(pattern.value);
  return isPattern || pattern.state === "unknown"
    ? pattern
    : { state: "unknown", path: pattern.path, reason: "shape" };
}

const patternSyntax = new RegExp(pathPatternSource);

function behavior(label: string, args: Reader<BehaviorArgs>, pattern: Field<string>): Behavior {
  return {
    label,
    path: args.raw().path,
    pattern,
    signed: trusts(args.at("trustedKeyGroups")),
    keyGroups: strings(args.at("trustedKeyGroups")),
    signers: trusts(args.at("trustedSigners")),
    targetOrigin: args.at("targetOriginId").string(),
    viewerProtocol: args.at("viewerProtocolPolicy").string(),
    responseHeaders: args.at("responseHeadersPolicyId").string(),
    realtimeLog: args.at("realtimeLogConfigArn").string(),
    functions: readEdgeFunctions(args),
  };
}

function strings(list: Reader<string[] | undefined>): Field<readonly Field<string>[]> {
  const items = list.items();
  return items.state === "known" ? { ...items, value: items.value.map((item) => item.string()) } : items;
}

/** An empty list trusts no one; an unknown element counts as one. */
function trusts(list: Reader<string[] | undefined>): Field<boolean> {
  const items = list.items();
  if (items.state !== "known") {
    return items;
  }
  const value = items.value.some((item) => item.string().state !== "absent");
  return { state: "known", path: items.path, value };
}

import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { pathPatternSource } from "../../values/globs";
import { Reader } from "../reader";
import { type Origin, type OriginGroup, readOriginGroups, readOrigins } from "./origins";

/** One cache behavior, in the order in which CloudFront tries them. */
export interface Behavior {
  /** How people find it: `#0` for the first of the list, `default` for the default one. */
  readonly label: string;
  /** The argument that holds it, such as `orderedCacheBehaviors[0]`. */
  readonly path: string;
  readonly pattern: Field<string>;
  /** Known and true when it trusts at least one key group, be the group's id known or not. */
  readonly signed: Field<boolean>;
  /** Whether it trusts AWS accounts instead of key groups, the older way. */
  readonly signers: Field<boolean>;
  readonly targetOrigin: Field<string>;
  readonly viewerProtocol: Field<string>;
  readonly responseHeaders: Field<string>;
  readonly realtimeLog: Field<string>;
}

/** What becomes of an origin's error: the page that is shown instead, and for how long the error is kept. */
export interface ErrorResponse {
  readonly code: Field<number>;
  readonly page: Field<string>;
  /** Seconds; AWS's default is 10. */
  readonly minTtl: Field<number>;
}

/** A CloudFront distribution. */
export interface Distribution {
  readonly urn: string;
  /** In the order in which CloudFront tries them: the ordered ones, then the default. */
  readonly behaviors: readonly Behavior[];
  readonly origins: Field<readonly Origin[]>;
  readonly originGroups: readonly OriginGroup[];
  /** It has an origin that is no S3 bucket, or one that cannot be seen. */
  readonly reachesServers: boolean;
  readonly errorResponses: Field<readonly ErrorResponse[]>;
  readonly rootObject: Field<string>;
  readonly webAcl: Field<string>;
  /** Bucket of the standard logs of the older kind. */
  readonly logBucket: Field<string>;
  readonly defaultCertificate: Field<boolean>;
  readonly viewerTls: Field<string>;
  /** It shares its viewers with another distribution, which this policy names. */
  readonly continuousDeployment: Field<string>;
}

type Args = Unwrap<DistributionArgs>;
type OrderedArgs = NonNullable<Args["orderedCacheBehaviors"]>[number];
type BehaviorArgs = Omit<OrderedArgs, "pathPattern">;

/** Reads a distribution. */
export function readDistribution(urn: string, props: object): Distribution[] {
  const args = Reader.over<Args>(props);
  const fallback = args.at("defaultCacheBehavior") as Reader<BehaviorArgs>;
  const origins = readOrigins(args);
  const certificate = args.at("viewerCertificate");
  return [
    {
      urn,
      behaviors: [
        ...orderedBehaviors(args),
        // The default behavior takes what is left, which is what the pattern "*" says.
        behavior("default", fallback, { state: "known", path: fallback.any().path, value: "*" }),
      ],
      origins,
      originGroups: readOriginGroups(args),
      reachesServers: origins.state !== "known" || origins.value.some(({ kind }) => kind !== "bucket"),
      errorResponses: readErrorResponses(args),
      rootObject: args.at("defaultRootObject").text(),
      webAcl: args.at("webAclId").text(),
      logBucket: args.at("loggingConfig").at("bucket").text(),
      defaultCertificate: certificate.at("cloudfrontDefaultCertificate").flag(),
      viewerTls: certificate.at("minimumProtocolVersion").text(),
      continuousDeployment: args.at("continuousDeploymentPolicyId").text(),
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
          page: response.at("responsePagePath").text(),
          minTtl: response.at("errorCachingMinTtl").number(),
        })),
      }
    : list;
}

/** Says which behavior in a message; quotes nothing but a valid pattern. */
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
        signers: all,
        targetOrigin: all,
        viewerProtocol: all,
        responseHeaders: all,
        realtimeLog: all,
      },
    ];
  }
  return list.value.map((item, i) => behavior(`#${i}`, item, valid(item.at("pathPattern").text())));
}

/**
 * CloudFront refuses a behavior without a pattern, or with one of other characters. Such a one must not count as a
 * pattern that matches nothing; and what stands in its place may be anything, so no message may quote it.
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
    path: args.any().path,
    pattern,
    signed: trusts(args.at("trustedKeyGroups")),
    signers: trusts(args.at("trustedSigners")),
    targetOrigin: args.at("targetOriginId").text(),
    viewerProtocol: args.at("viewerProtocolPolicy").text(),
    responseHeaders: args.at("responseHeadersPolicyId").text(),
    realtimeLog: args.at("realtimeLogConfigArn").text(),
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

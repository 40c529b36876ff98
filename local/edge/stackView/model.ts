/** What the edge serves: one distribution and all that it reaches, in effect at one moment. */
import type { Distribution, ErrorResponseDescription, ViewerProtocolPolicy } from "../../../signer/verify";

/** A selection of names; header names are in lower case. */
export interface Selection {
  readonly mode: "none" | "listed" | "allExcept" | "all";
  readonly names: ReadonlySet<string>;
}

/** Cache key and TTLs of a cache policy, in seconds. */
export interface CachePolicyView {
  readonly id: string;
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queries: Selection;
  readonly gzip: boolean;
  readonly brotli: boolean;
}

/** What an origin request policy forwards beside the cache key. */
export interface OriginRequestPolicyView {
  readonly headers: Selection;
  /** Headers that CloudFront generates, `cloudfront-viewer-address`. */
  readonly generated: ReadonlySet<string>;
  readonly cookies: Selection;
  readonly queries: Selection;
}

/** A header that is set on responses; without `override` the origin's own is kept. */
export interface ResponseHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

/** CORS settings. */
export interface CorsView {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
  readonly credentials: boolean;
  readonly maxAge: number | undefined;
  readonly override: boolean;
}

/** A response headers policy. */
export interface ResponseHeadersPolicyView {
  readonly set: readonly ResponseHeader[];
  readonly remove: ReadonlySet<string>;
  readonly cors: CorsView | undefined;
}

/** One cache behavior, its policies resolved. */
export interface BehaviorView {
  readonly index: number;
  readonly pathPattern: string;
  readonly viewerProtocolPolicy: ViewerProtocolPolicy;
  readonly originId: string;
  readonly allowedMethods: ReadonlySet<string>;
  readonly cachedMethods: ReadonlySet<string>;
  /** Ids of the trusted keys; empty for a public behavior. */
  readonly trustedKeyIds: readonly string[];
  readonly cache: CachePolicyView;
  readonly originRequest: OriginRequestPolicyView | undefined;
  readonly responseHeaders: ResponseHeadersPolicyView | undefined;
}

interface OriginBase {
  readonly id: string;
  readonly domainName: string;
  /** Prefix of the path; empty or `/folder`. */
  readonly path: string;
  readonly customHeaders: readonly (readonly [name: string, value: string])[];
}

/** A load balancer behind a VPC origin. */
export interface VpcOriginView extends OriginBase {
  readonly kind: "vpc";
  readonly vpcOriginId: string;
  readonly balancerArn: string;
  readonly port: number;
  readonly protocol: "http" | "https";
  /** Security groups of CloudFront's network interfaces. */
  readonly serviceGroups: readonly string[];
  /** Origin response timeout, in seconds. */
  readonly readTimeout: number;
}

/** A bucket, read with an origin access control. */
export interface BucketOriginView extends OriginBase {
  readonly kind: "bucket";
  readonly bucket: BucketView;
  /** Whether requests are signed with origin access control. */
  readonly signs: boolean;
}

/** An origin that the local edge cannot reach: a name on the internet. */
export interface OutsideOriginView extends OriginBase {
  readonly kind: "outside";
}

/** An origin. */
export type OriginView = VpcOriginView | BucketOriginView | OutsideOriginView;

/** A bucket with its objects. */
export interface BucketView {
  readonly name: string;
  readonly arn: string;
  /** The bucket policy document, JSON. */
  readonly policy: string | undefined;
  readonly objects: ReadonlyMap<string, BucketObjectView>;
}

/** A KMS key. */
export interface KmsKeyView {
  readonly arn: string;
  /** The key policy document, JSON; undefined for the key that AWS manages, which CloudFront cannot use. */
  readonly policy: string | undefined;
}

/** One object of a bucket. */
export interface BucketObjectView {
  readonly body: Buffer;
  /** The key of KMS that encrypts it; undefined for S3's own keys. */
  readonly key?: KmsKeyView | undefined;
  readonly contentType: string;
  readonly cacheControl: string | undefined;
  readonly etag: string;
  readonly lastModified: string;
}

/** A security group rule; ports of -1 mean all. */
export interface GroupRuleView {
  readonly id: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly peer:
    | { readonly kind: "cidr"; readonly cidr: string }
    | { readonly kind: "prefixList"; readonly id: string; readonly isCloudFront: boolean }
    | { readonly kind: "group"; readonly id: string };
}

/** A security group with all its rules, inline and separate. */
export interface GroupView {
  readonly id: string;
  readonly name: string;
  readonly ingress: readonly GroupRuleView[];
  readonly egress: readonly GroupRuleView[];
}

/** A listener action. */
export type ActionView =
  | { readonly kind: "fixed"; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: "forward"; readonly targetGroupArn: string }
  /** An action that the local edge does not perform. */
  | { readonly kind: "other"; readonly type: string };

/** A listener rule's condition; values take `*` and `?`, and all but paths are case-insensitive. */
export type ConditionView =
  | { readonly kind: "header"; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: "host" | "path" | "method"; readonly values: readonly string[] }
  /** A condition that the local edge does not evaluate. */
  | { readonly kind: "other"; readonly type: string };

/** One rule of a listener. */
export interface RuleView {
  readonly priority: number;
  readonly conditions: readonly ConditionView[];
  readonly action: ActionView;
}

/** A listener, its rules in evaluation order. */
export interface ListenerView {
  readonly port: number;
  readonly protocol: string;
  /** Names on its certificates, the default one first. */
  readonly certificateNames: readonly string[];
  readonly rules: readonly RuleView[];
  readonly defaultAction: ActionView;
}

/** Health check settings, in seconds. */
export interface HealthCheckView {
  readonly path: string;
  readonly protocol: string;
  /** `200`, `200-299`, `200,302`. */
  readonly matcher: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/** A target group and its targets. */
export interface TargetGroupView {
  readonly arn: string;
  readonly name: string;
  readonly protocol: string;
  /** The targets' port. */
  readonly port: number;
  readonly health: HealthCheckView;
  /** What its targets are: EC2 instances, or tasks of ECS services. */
  readonly kind: "instance" | "task";
  /** Number of targets that Auto Scaling groups and ECS services keep in it. */
  readonly targets: number;
  /** The targets' security groups. */
  readonly targetSecurityGroups: readonly string[];
}

/** A load balancer. */
export interface BalancerView {
  readonly arn: string;
  readonly name: string;
  readonly internal: boolean;
  readonly groups: readonly string[];
  readonly dropInvalidHeaders: boolean;
  readonly listeners: readonly ListenerView[];
}

/** A distribution. */
export interface DistributionView {
  readonly id: string;
  readonly arn: string;
  readonly enabled: boolean;
  readonly ipv6: boolean;
  readonly domainNames: readonly string[];
  readonly defaultRootObject: string;
  readonly behaviors: readonly BehaviorView[];
  readonly origins: ReadonlyMap<string, OriginView>;
  readonly errorResponses: readonly ErrorResponseDescription[];
  /** The distribution as the verifier takes it. */
  readonly access: Distribution;
}

/** A snapshot of everything that a request can reach. */
export interface StackView {
  readonly accountId: string;
  readonly distribution: DistributionView;
  readonly balancers: ReadonlyMap<string, BalancerView>;
  readonly targetGroups: ReadonlyMap<string, TargetGroupView>;
  readonly groups: ReadonlyMap<string, GroupView>;
}

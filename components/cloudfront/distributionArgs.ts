import type * as pulumi from "@pulumi/pulumi";

/** Kind of content of a secure path. */
export enum ContentKind {
  /** Files, the same for all viewers: CloudFront caches them, and the signature alone grants access. */
  Static = "static",
  /** Pages for one viewer: never cached, and the application checks the session as well. */
  Dynamic = "dynamic",
}

/** Paths that need a signature. */
export interface SecurePathArgs {
  /** Path pattern, such as `/premium/*`. `*` is any run of characters, `?` is one. */
  pattern: string;
  /** Kind of content that the paths serve. */
  content: ContentKind;
  /**
   * Serves the paths from the application's bucket of signed files, whose objects have the paths as keys, without the first
   * slash; only with static content. Default: false, and the application serves them.
   */
  fromBucket?: boolean;
}

/** A bucket of files that a distribution reads: the outputs of FilesBucket, or a bucket that exists already. */
export interface FilesBucketOriginArgs {
  /** Name of the bucket. */
  bucketName: pulumi.Input<string>;
  /** ARN of the bucket. Default: that of its name. */
  bucketArn?: pulumi.Input<string>;
  /** Domain name of the bucket in its region, such as `company-videos.s3.eu-west-1.amazonaws.com`. */
  bucketDomainName: pulumi.Input<string>;
  /** Id of the origin access control for the bucket. Default: one is created, for a bucket that exists already. */
  accessControlId?: pulumi.Input<string>;
  /**
   * Writes the bucket's policy, in place of any that it has; a destroy deletes it. With false, its owner adds the statement
   * of the output `filesBucketPolicies` to it. Default: true beside `accessControlId`; required without it.
   */
  writePolicy?: boolean;
}

/** The bucket of the error pages: the outputs of ErrorPages. */
export interface ErrorPagesBucketArgs {
  /** Name of the bucket. */
  bucketName: pulumi.Input<string>;
  /** ARN of the bucket. */
  bucketArn: pulumi.Input<string>;
  /** Domain name of the bucket in its region. */
  bucketDomainName: pulumi.Input<string>;
  /** Id of the origin access control for the bucket. */
  accessControlId: pulumi.Input<string>;
}

/** Edge locations to serve from, and so the price. */
export enum PriceClass {
  /** North America, Europe and Israel. */
  Class100 = "PriceClass_100",
  /** All but South America, Australia and New Zealand. */
  Class200 = "PriceClass_200",
  /** All. */
  All = "PriceClass_All",
}

/** Ingress to the load balancer for CloudFront's network interfaces in the VPC. */
export interface VpcOriginIngressArgs {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Id of a security group that is attached to the load balancer; the ingress rule is added to it. */
  securityGroupId: pulumi.Input<string>;
  /** Tags for the rule. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/** An additional application behind the same distribution, with its own load balancer, header values and keys. */
export interface AdditionalApplicationArgs {
  /** Prefix of the ids of its origins, which never changes. Lower-case letters, digits and `-`. */
  id: string;
  /** ARN of its internal load balancer. */
  loadBalancerArn: pulumi.Input<string>;
  /** Port of its load balancer's HTTPS listener, 443 or 1024 to 65535. Default: 443. */
  listenerPort?: number;
  /** The name of its public tier, on the certificate of its load balancer. Default: that of the first application. */
  publicOriginDomainName?: pulumi.Input<string>;
  /** The name of its signed tier, on the certificate of its load balancer. Default: that of the first application. */
  signedOriginDomainName?: pulumi.Input<string>;
  /**
   * Name of its secret header. Default: that of the first application, with which it changes: give it, if the load balancer
   * is of another stack.
   */
  headerName?: pulumi.Input<string>;
  /** Secret: the header value of its public tier. */
  publicHeaderValue: pulumi.Input<string>;
  /** Secret: the header value of its signed tier. */
  signedHeaderValue: pulumi.Input<string>;
  /** Ids of one to four key groups whose signatures open its secure paths, and those of no other application. */
  keyGroupIds: pulumi.Input<string>[];
  /** Its paths that need a signature. */
  securePaths: SecurePathArgs[];
  /** Patterns of its public paths. Default: none; the first application serves all other paths. */
  publicPaths?: string[];
  /**
   * Bucket of its signed files, which no other application shares; for its secure paths with `fromBucket`. Default: SecureOrigin
   * creates one, and Distribution needs it.
   */
  signedBucket?: FilesBucketOriginArgs;
}

/** Arguments of the distribution. */
export interface DistributionArgs {
  /** The site's name, which viewers use. */
  domainName: pulumi.Input<string>;
  /** Further names that the site answers to; the certificate covers them, too. Default: none. */
  additionalDomainNames?: pulumi.Input<string>[];
  /** ARN of a certificate in us-east-1 that covers `domainName` and `additionalDomainNames`. */
  certificateArn: pulumi.Input<string>;
  /** Id of the hosted zone for the aliases of all names. Default: no record is created. */
  hostedZoneId?: pulumi.Input<string>;
  /** ARN of the internal load balancer. */
  loadBalancerArn: pulumi.Input<string>;
  /** Port of the load balancer's HTTPS listener, 443 or 1024 to 65535. Default: 443. */
  listenerPort?: number;
  /** Ingress for CloudFront's network interfaces by their security group. Default: none; they are admitted by address. */
  vpcOriginIngress?: VpcOriginIngressArgs;
  /** The name of the public tier, on the load balancer's certificate. */
  publicOriginDomainName: pulumi.Input<string>;
  /** The name of the signed tier, on the load balancer's certificate. */
  signedOriginDomainName: pulumi.Input<string>;
  /** Name of the secret header. */
  headerName: pulumi.Input<string>;
  /** Secret: the header value of the public tier. */
  publicHeaderValue: pulumi.Input<string>;
  /** Secret: the header value of the signed tier. */
  signedHeaderValue: pulumi.Input<string>;
  /** Generation of the header values, shown as a tag. */
  headerGeneration: pulumi.Input<number>;
  /** Fingerprints of the header values by tier, shown as tags. */
  headerFingerprints: pulumi.Input<{ [tier: string]: string }>;
  /** Ids of one to four key groups whose signatures open the secure paths. */
  keyGroupIds: pulumi.Input<string>[];
  /** Paths that need a signature. */
  securePaths: SecurePathArgs[];
  /** Public exceptions in secure paths; all other paths are public anyway. Default: none. */
  publicPaths?: string[];
  /** Public paths that are served from `publicBucket`; `/*` for all that no other pattern names. Default: none. */
  publicBucketPaths?: string[];
  /** Bucket of the signed files, for secure paths with `fromBucket`. Default: none. */
  signedBucket?: FilesBucketOriginArgs;
  /** Bucket of the public files, for `publicBucketPaths`. Default: none. */
  publicBucket?: FilesBucketOriginArgs;
  /** Additional applications behind the same names. Default: none. */
  additionalApplications?: AdditionalApplicationArgs[];
  /** Bucket of the error pages. Default: CloudFront's own error pages. */
  errorPages?: ErrorPagesBucketArgs;
  /** Request headers that the application gets beside the usual ones. Default: none. */
  forwardedHeaders?: string[];
  /** Edge locations to serve from. Default: PriceClass_100. */
  priceClass?: pulumi.Input<PriceClass>;
  /** Serves IPv6 viewers as well; not together with signatures that are locked to IPv4 addresses. Default: false. */
  ipv6?: boolean;
  /** The only countries to serve, as ISO 3166 codes. Default: all. */
  allowedCountries?: string[];
  /** Countries that are not served, as ISO 3166 codes. Default: none. */
  blockedCountries?: string[];
  /** ARN of a web ACL of scope CLOUDFRONT. Default: none. */
  webAclArn?: pulumi.Input<string>;
  /** Keeps Pulumi from deleting or replacing the distribution. Default: false. */
  deletionProtection?: boolean;
  /** Tags for the distribution and the VPC origin. */
  tags?: { [key: string]: pulumi.Input<string> };
}

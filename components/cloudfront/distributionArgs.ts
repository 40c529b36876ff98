import type * as pulumi from "@pulumi/pulumi";

/** What a signed path serves. */
export enum ContentKind {
  /** Files, the same for all who may see them: the edge caches them, and the signature alone decides. */
  Static = "static",
  /** Pages made for one person: never cached, and the application checks the session as well. */
  Dynamic = "dynamic",
}

/** Paths that need a signature. */
export interface SecurePathArgs {
  /** Path pattern, such as `/premium/*`. `*` is any run of characters, `?` is one. */
  pattern: string;
  /** What the paths serve. */
  content: ContentKind;
}

/** The bucket of the error pages, as ErrorPages gives it. */
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

/** The load balancer's entrance for CloudFront's own interfaces in the VPC. */
export interface VpcOriginIngressArgs {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Id of a security group that the load balancer wears, in which the entrance is opened. */
  securityGroupId: pulumi.Input<string>;
  /** Tags for the rule. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/** A further application behind the same distribution, with a load balancer, header values and keys of its own. */
export interface AdditionalApplicationArgs {
  /** What names its origins for good. Lower-case letters, digits and `-`. */
  id: string;
  /** ARN of its internal load balancer. */
  loadBalancerArn: pulumi.Input<string>;
  /** Port of its load balancer's HTTPS listener, 443 or 1024 to 65535. Default: 443. */
  listenerPort?: number;
  /** The name on its load balancer's certificate. Default: that of the first application. */
  originDomainName?: pulumi.Input<string>;
  /** Name of its secret header. Default: that of the first application. */
  headerName?: pulumi.Input<string>;
  /** Secret: the header value of its public tier. */
  publicHeaderValue: pulumi.Input<string>;
  /** Secret: the header value of its signed tier. */
  signedHeaderValue: pulumi.Input<string>;
  /** Ids of one to four key groups whose signatures open its signed paths, and those of no other application. */
  keyGroupIds: pulumi.Input<string>[];
  /** Its paths that need a signature. */
  securePaths: SecurePathArgs[];
  /** Patterns of its public paths. Default: none; what no pattern names is the first application's. */
  publicPaths?: string[];
}

/** Arguments of the distribution. */
export interface DistributionArgs {
  /** The site's name, which viewers use. */
  domainName: string;
  /** Further names that the site answers to; the certificate covers them, too. Default: none. */
  additionalDomainNames?: string[];
  /** ARN of a certificate in us-east-1 that covers `domainName` and `additionalDomainNames`. */
  certificateArn: pulumi.Input<string>;
  /** Id of the hosted zone for the aliases of all names. Default: no record is made. */
  hostedZoneId?: pulumi.Input<string>;
  /** ARN of the internal load balancer. */
  loadBalancerArn: pulumi.Input<string>;
  /** Port of the load balancer's HTTPS listener, 443 or 1024 to 65535. Default: 443. */
  listenerPort?: number;
  /** Entrance for CloudFront's interfaces by their security group. Default: none; they come in by address. */
  vpcOriginIngress?: VpcOriginIngressArgs;
  /** The name on the load balancer's certificate. */
  originDomainName: pulumi.Input<string>;
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
  /** Ids of one to four key groups whose signatures open the signed paths. */
  keyGroupIds: pulumi.Input<string>[];
  /** Paths that need a signature. */
  securePaths: SecurePathArgs[];
  /** Public exceptions in signed paths; what no pattern names is public anyway. Default: none. */
  publicPaths?: string[];
  /** Additional applications behind the same names. Default: none. */
  additionalApplications?: AdditionalApplicationArgs[];
  /** Bucket of the error pages. Default: CloudFront's own error texts. */
  errorPages?: ErrorPagesBucketArgs;
  /** Request headers that the application gets beside the usual ones. Default: none. */
  forwardedHeaders?: string[];
  /** Edge locations to serve from. Default: PriceClass_100. */
  priceClass?: pulumi.Input<PriceClass>;
  /** Serves IPv6 viewers as well; leave it off while signatures are locked to IPv4 addresses. Default: false. */
  ipv6?: boolean;
  /** Countries, as ISO 3166 codes, that alone are served. Default: all. */
  allowedCountries?: string[];
  /** Countries, as ISO 3166 codes, that are not served. Default: none. */
  blockedCountries?: string[];
  /** ARN of a web ACL of scope CLOUDFRONT. Default: none. */
  webAclArn?: pulumi.Input<string>;
  /** Keeps Pulumi from deleting or replacing the distribution. Default: false. */
  deletionProtection?: boolean;
  /** Tags for the distribution and the VPC origin. */
  tags?: { [key: string]: pulumi.Input<string> };
}

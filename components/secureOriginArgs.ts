import type * as pulumi from "@pulumi/pulumi";
import type { SecurePathArgs } from "./edgeDistributionArgs";
import type { NetworkArgs } from "./network";
import type { SigningKeyArgs } from "./signingKeys";

/** A VPC that exists already. */
export interface ExistingVpcArgs {
  /** Id of the VPC. It needs an internet gateway, or CloudFront cannot enter it. */
  vpcId: pulumi.Input<string>;
  /** Ids of private subnets in two zones or more, with a way out for the instances. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** Certificates that exist already. */
export interface ExistingCertificatesArgs {
  /** ARN of a certificate in us-east-1 that covers `domainName`. */
  edgeArn: pulumi.Input<string>;
  /** ARN of a certificate in the stack's region that covers `originDomainName`. */
  regionalArn: pulumi.Input<string>;
}

/** The application and the instances that it runs on. */
export interface OriginArgs {
  /** Script that a new instance runs as root. It finds PUBLIC_PORT and SIGNED_PORT in its environment. */
  bootScript: string;
  /** Port on which the application serves public paths. Default: 8443. */
  publicPort?: number;
  /** Port on which the application serves signed paths. Default: 8444. */
  signedPort?: number;
  /** EC2 instance type. Default: t4g.small. */
  instanceType?: string;
  /** Id of the image. Default: the newest Amazon Linux 2023, at each launch. */
  imageId?: pulumi.Input<string>;
  /** Instances that always run. Default: 1. */
  minInstances?: number;
  /** Instances that load may add up to. Default: 2, or minInstances if that is more. */
  maxInstances?: number;
}

/** Arguments of a site whose only way in is CloudFront. */
export interface SecureOriginArgs {
  /** The site's name, which viewers use, such as `members.example.com`. */
  domainName: string;
  /** Name under which CloudFront calls the load balancer. Default: `origin.` and the site's name. */
  originDomainName?: string;
  /** Id of the hosted zone for records and for proving certificates. Default: none, which takes `certificates`. */
  hostedZoneId?: pulumi.Input<string>;
  /** Certificates that exist already. Default: they are asked for, which takes `hostedZoneId`. */
  certificates?: ExistingCertificatesArgs;
  /** Region of the AWS provider. Default: the configuration's `aws:region`. */
  region?: string;
  /** Network to make. Default: a network of two zones; not together with `vpc`. */
  network?: NetworkArgs;
  /** VPC to use instead of making one. Default: none. */
  vpc?: ExistingVpcArgs;
  /** Paths that need a signature. */
  securePaths: SecurePathArgs[];
  /** Patterns of public holes in signed paths. Default: none. */
  publicPaths?: string[];
  /** One to five signing keys, exactly one of them active. */
  signingKeys: SigningKeyArgs[];
  /** The application and its instances. */
  origin: OriginArgs;
  /** Name of the secret header. Default: X-From-CloudFront. */
  headerName?: string;
  /** Generation of the secret header values; one more rotates them. Default: 1. */
  headerGeneration?: number;
  /** Former generations that are refused at once because they leaked. Default: none. */
  droppedHeaderGenerations?: number[];
  /** Private IPv4 ranges that reach the load balancer for administration. Default: none. */
  adminCidrs?: string[];
  /** Admits public ranges of up to 256 addresses in `adminCidrs`. Default: false. */
  allowPublicAdminCidrs?: boolean;
  /** Request headers that the application gets beside the usual ones. Default: none. */
  forwardedHeaders?: string[];
  /** Path of the sign-in page that the 403 page links to. Default: /login. */
  loginPath?: string;
  /** Edge locations to serve from: PriceClass_100, PriceClass_200 or PriceClass_All. Default: PriceClass_100. */
  priceClass?: pulumi.Input<string>;
  /** Serves IPv6 viewers as well; leave it off while signatures are locked to IPv4 addresses. Default: false. */
  ipv6?: boolean;
  /** Countries, as ISO 3166 codes, that alone are served. Default: all. */
  allowedCountries?: string[];
  /** Countries, as ISO 3166 codes, that are not served. Default: none. */
  blockedCountries?: string[];
  /** ARN of a web ACL of scope CLOUDFRONT. Default: none. */
  webAclArn?: pulumi.Input<string>;
  /** Refuses the deletion of the load balancer; switch it off in an update before a destroy. Default: false. */
  deletionProtection?: boolean;
  /** Tags for everything. */
  tags?: { [key: string]: pulumi.Input<string> };
}

import type * as pulumi from "@pulumi/pulumi";
import type {
  AdditionalApplicationArgs,
  FilesBucketOriginArgs,
  PriceClass,
  SecurePathArgs,
} from "./cloudfront/distributionArgs";
import type { SignerRoleArgs, SigningKeyArgs } from "./cloudfront/signingKeys";
import type { WebAclLimitsArgs } from "./cloudfront/webAcl";
import type { AppArgs } from "./membersApp/appArgs";
import type { AlarmsArgs } from "./monitoring/monitoring";
import type { ExistingVpcArgs } from "./network/existingVpc";
import type { NetworkArgs } from "./network/network";

/** How the load balancer's security group admits CloudFront. */
export enum CloudFrontAdmission {
  /** By AWS's list of CloudFront's addresses, which exists before any VPC origin. */
  Addresses = "addresses",
  /** By the list and by the security group of CloudFront's interfaces in the VPC: the step in between. */
  Both = "both",
  /** By that security group alone: no other CloudFront traffic reaches the load balancer. */
  ServiceGroup = "serviceGroup",
}

/** Existing certificates. */
export interface ExistingCertificatesArgs {
  /** ARN of a certificate in us-east-1 that covers all names of the site. */
  edgeArn: pulumi.Input<string>;
  /** ARN of a certificate in the stack's region that covers `originDomainNames`. */
  regionalArn: pulumi.Input<string>;
}

/** The names by which CloudFront reaches the load balancer. */
export interface OriginDomainNamesArgs {
  /** Name of the origin of public paths. Default: `origin-public.` and the site's name. */
  public?: pulumi.Input<string>;
  /** Name of the origin of signed paths. Default: `origin-signed.` and the site's name. */
  signed?: pulumi.Input<string>;
}

/** Existing instances. */
export interface ExistingInstancesArgs {
  /** Ids of the instances, each under a name that never changes: lower-case letters, digits and `-`. */
  ids: { [key: string]: pulumi.Input<string> };
  /** Id of a security group that is attached to all of them; rules for the ports of the tiers are added to it. */
  securityGroupId: pulumi.Input<string>;
  /** The instances' role; the component lets it use the active signing key. */
  role: SignerRoleArgs;
}

/** Tasks of ECS services, with the network mode awsvpc. */
export interface TasksArgs {
  /** The task role; the component lets it use the active signing key. */
  role: SignerRoleArgs;
  /**
   * Id of a security group in `vpc` that all tasks have; rules for the ports of the tiers are added to it. Default: one is
   * created, whose egress is HTTPS; the output `taskSecurityGroupId` has its id.
   */
  securityGroupId?: pulumi.Input<string>;
}

/** Options of the logs of a site. */
export interface LogsArgs {
  /** Days for which CloudWatch keeps log lines, for queries and alarms. Default: 30. */
  groupDays?: number;
  /**
   * Days for which the bucket keeps the logs of CloudFront and of the load balancer; then they can be restored for 30 days.
   * Default: 365.
   */
  archiveDays?: number;
}

/** The application, and the instances or tasks that it runs on. */
export interface OriginArgs {
  /**
   * Script that a new instance runs as root. It finds PUBLIC_PORT and SIGNED_PORT in its environment.
   * Default: none, with `instances` or `tasks`.
   */
  bootScript?: string;
  /**
   * The members site, delivered to the instances, whose `bootScript` then also finds AWS_REGION, APP_BUNDLE,
   * APP_BUNDLE_SHA256, APP_CONFIG and APP_CONFIG_SHA256 in its environment. Default: none, for another application.
   */
  app?: AppArgs;
  /** Further variables for `bootScript`, readable by all who may describe the launch template. Default: none. */
  environment?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
  /** Existing instances in `vpc`. Default: instances are created, with `bootScript`. */
  instances?: ExistingInstancesArgs;
  /**
   * Tasks of your own ECS services, which register them in the target groups by IP address. Default: instances are created,
   * with `bootScript`.
   */
  tasks?: TasksArgs;
  /** ARN of an internal application load balancer in `vpc` to use. Default: one is created. */
  loadBalancerArn?: pulumi.Input<string>;
  /** Id of a security group that is attached to `loadBalancerArn`; rules are added to it. Default: groups are created. */
  loadBalancerSecurityGroupId?: pulumi.Input<string>;
  /**
   * Port of the load balancer's HTTPS listener, 443 or 1024 to 65535. With the default `admission` a change
   * interrupts the site until the distribution is deployed: a security group has room for CloudFront's prefix list only once.
   * With `both` or `serviceGroup` it does not.
   * Default: 443.
   */
  listenerPort?: number;
  /** Port on which the application serves public paths. Default: 8443. */
  publicPort?: number;
  /** Port on which the application serves signed paths. Default: 8444. */
  signedPort?: number;
  /** EC2 instance type. Default: t4g.small. */
  instanceType?: string;
  /** Id of the AMI. Default: the latest Amazon Linux 2023, looked up at each launch. */
  imageId?: pulumi.Input<string>;
  /** Number of instances that always run. Default: 1. */
  minInstances?: number;
  /** Largest number of instances under load. Default: 2, or minInstances if that is more. */
  maxInstances?: number;
}

/** Arguments of a site that is reachable only through CloudFront. */
export interface SecureOriginArgs {
  /**
   * The site's name, which viewers use, such as `members.example.com`. If you change it, the site no longer
   * answers to the former name; how to keep both: docs/guides/existing-site.md, "Another name for the site".
   */
  domainName: pulumi.Input<string>;
  /** Further names that the site answers to, up to 7. Default: none. */
  additionalDomainNames?: pulumi.Input<string>[];
  /** Names by which CloudFront reaches the load balancer, one for each tier. Default: `origin-public.` and `origin-signed.` before the site's name. */
  originDomainNames?: OriginDomainNamesArgs;
  /** Id of the hosted zone for records and for the validation of certificates. Default: none, with `certificates`. */
  hostedZoneId?: pulumi.Input<string>;
  /** Existing certificates. Default: they are requested, with `hostedZoneId`. */
  certificates?: ExistingCertificatesArgs;
  /** Region of the AWS provider. Default: the configuration's `aws:region`. */
  region?: string;
  /** Network to create; not together with `vpc`. Default: a network of two zones. */
  network?: NetworkArgs;
  /**
   * Existing VPC to use; a change of the VPC interrupts the site until the distribution is deployed and instances serve in
   * the new one. Default: none.
   */
  vpc?: ExistingVpcArgs;
  /** Paths that need a signature. */
  securePaths: SecurePathArgs[];
  /** Public exceptions in secure paths. Default: none. */
  publicPaths?: string[];
  /**
   * Public paths that are served from a bucket of public files; `/*` for all that no other pattern names. Default: none, and
   * the application serves them.
   */
  publicBucketPaths?: string[];
  /** Existing bucket of the signed files, for secure paths with `fromBucket`. Default: one is created for them. */
  signedBucket?: FilesBucketOriginArgs;
  /** Existing bucket of the public files, for `publicBucketPaths`. Default: one is created for them. */
  publicBucket?: FilesBucketOriginArgs;
  /** Additional applications behind the same names, each with its own keys. Default: none. */
  additionalApplications?: AdditionalApplicationArgs[];
  /** One to five signing keys, exactly one of them active. */
  signingKeys: SigningKeyArgs[];
  /** The application, and its instances or tasks. */
  origin: OriginArgs;
  /** Name of the secret header. Default: X-From-CloudFront. */
  headerName?: string;
  /** Generation of the secret header values; raising it by one rotates them. Default: 1. */
  headerGeneration?: number;
  /** Former generations that leaked: refused as soon as CloudFront sends the current one. Default: none. */
  droppedHeaderGenerations?: number[];
  /** How CloudFront is admitted; tighten it in two updates, by way of `both`. Default: addresses. */
  admission?: CloudFrontAdmission;
  /** Private IPv4 ranges outside the network that reach the load balancer for administration. Default: none. */
  adminCidrs?: string[];
  /** Admits public ranges of up to 256 addresses in `adminCidrs`. Default: false. */
  allowPublicAdminCidrs?: boolean;
  /** Request headers that the application gets beside the usual ones. Default: none. */
  forwardedHeaders?: string[];
  /** Path of the sign-in page that the 403 page links to. Default: /login. */
  loginPath?: string;
  /** Path of the page on which visitors ask for access. Default: none, or that of `origin.app`. */
  requestAccessPath?: string;
  /**
   * `https://` and the host of `loginPath` and `requestAccessPath`, if it is not the host that shows the 403 page. Default: that host,
   * or that of `origin.app`.
   */
  applicationUrl?: pulumi.Input<string>;
  /** Edge locations to serve from. Default: PriceClass_100. */
  priceClass?: pulumi.Input<PriceClass>;
  /** Serves IPv6 viewers as well; not together with `signaturesLockedToAddresses`. Default: false. */
  ipv6?: boolean;
  /** States that the application locks signatures to viewers' IPv4 addresses, which excludes `ipv6`. Default: false. */
  signaturesLockedToAddresses?: boolean;
  /** The only countries to serve, as ISO 3166 codes. Default: all. */
  allowedCountries?: string[];
  /** Countries that are not served, as ISO 3166 codes. Default: none. */
  blockedCountries?: string[];
  /** ARN of a web ACL of scope CLOUDFRONT. Default: none; not together with `webAcl`. */
  webAclArn?: pulumi.Input<string>;
  /** Access logs of CloudFront and of the load balancer that is created here, and Session Manager logs of its instances. Default: none. */
  logs?: LogsArgs;
  /** Web ACL to create for the site, and for the user pool if one is created. Default: none. */
  webAcl?: WebAclLimitsArgs;
  /** Alarms and a dashboard. Default: none. */
  alarms?: AlarmsArgs;
  /**
   * Creates a KMS key that encrypts log groups, secrets, topics, releases and Session Manager sessions, with a replica in
   * us-east-1; not together with `encryptionKeyArn`. Default: false, and AWS's own keys are used.
   */
  encryptionKey?: boolean;
  /**
   * ARN of an existing KMS key in the stack's region, used in place of the one that `encryptionKey` creates; its policy has the
   * statements of `docs/reference/encryption.md`. Default: none.
   */
  encryptionKeyArn?: pulumi.Input<string>;
  /**
   * ARN of an existing KMS key in us-east-1, for `logs`, `webAcl` and `alarms` of a stack in another region. It may be a replica of
   * `encryptionKeyArn`. Default: none.
   */
  encryptionKeyArnUsEast1?: pulumi.Input<string>;
  /**
   * Protects the distribution, the load balancer and the user pool from deletion, and buckets of logs and files while they hold
   * objects; switch it off in an update before a destroy, and before a change of the VPC, which replaces the load balancer. Default: false.
   */
  deletionProtection?: boolean;
  /** Tags for all resources. */
  tags?: { [key: string]: pulumi.Input<string> };
}

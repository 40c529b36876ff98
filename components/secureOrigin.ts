import * as pulumi from "@pulumi/pulumi";
import { Certificates } from "./cloudfront/certificates";
import { Distribution } from "./cloudfront/distribution";
import type { DistributionArgs } from "./cloudfront/distributionArgs";
import { ErrorPages } from "./cloudfront/errorPages";
import { declaredPaths } from "./cloudfront/plan/declaredPaths";
import { SigningKeys } from "./cloudfront/signingKeys";
import type { EncryptionKeys } from "./encryption/encryptionKeys";
import type { InstanceRole } from "./instances/instanceRole";
import { refuseProblems } from "./internal/argumentError";
import { waitingChild } from "./internal/childOptions";
import type { EveryArgument } from "./internal/everyArgument";
import { checkLate, prefixed } from "./internal/late/lateChecks";
import { tierPorts } from "./internal/ports";
import { publishOutputs } from "./internal/publishOutputs";
import { refuseWrongTypes } from "./internal/types/argumentTypes";
import { InternalLoadBalancer, type InternalLoadBalancerArgs } from "./loadBalancer/internalLoadBalancer";
import { MembersApp, type MembersAppArgs } from "./membersApp/membersApp";
import { findVpcSubnets } from "./network/existingVpc";
import { Network } from "./network/network";
import {
  certificatesArgs,
  distributionArgs,
  errorPagesArgs,
  loadBalancerArgs,
  membersAppArgs,
  networkArgs,
  signingKeysArgs,
} from "./plan/childArgs";
import { planSite, type Site } from "./plan/site";
import { namesOf, withNames } from "./plan/siteNames";
import { siteProblems } from "./plan/siteProblems";
import { CloudFrontAdmission, type SecureOriginArgs } from "./secureOriginArgs";
import { siteEncryptionKeys } from "./siteEncryption";
import { applicationBucketNames, createFilesBuckets } from "./siteFiles";
import { createAccessLogs, createAlarms, createLogArchive, createWebAcl } from "./siteMonitoring";
import { createRole, createSessions, createTargets } from "./siteTargets";

/** The parts of a site that its application uses. */
interface ApplicationParts {
  keys: SigningKeys;
  role: InstanceRole | undefined;
  encryption: EncryptionKeys;
}

/**
 * A site on EC2 or ECS that is reachable only through CloudFront, and whose secure paths are served only to signed requests.
 *
 * @example
 * new SecureOrigin("members", {
 *   domainName: "members.example.com",
 *   hostedZoneId: zone.zoneId,
 *   securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
 *   signingKeys: [{ id: "k1" }],
 *   origin: { bootScript: readFileSync("app/boot.sh", "utf8") },
 * });
 */
export class SecureOrigin extends pulumi.ComponentResource {
  /** URL of the site: `https://` and its name. */
  public readonly url!: pulumi.Output<string>;
  /** The site's name. */
  public readonly domainName!: pulumi.Output<string>;
  /** Id of the distribution. */
  public readonly distributionId!: pulumi.Output<string>;
  /** ARN of the distribution. */
  public readonly distributionArn!: pulumi.Output<string>;
  /** Domain name that CloudFront gave the distribution. */
  public readonly distributionDomainName!: pulumi.Output<string>;
  /** Id of CloudFront's own hosted zone, for further alias records. */
  public readonly hostedZoneId!: pulumi.Output<string>;
  /** Id of the VPC origin. */
  public readonly vpcOriginId!: pulumi.Output<string>;
  /** Id of the key group whose signatures open the secure paths. */
  public readonly keyGroupId!: pulumi.Output<string>;
  /** CloudFront's id of the active key: the `Key-Pair-Id` of new signatures. */
  public readonly activeKeyId!: pulumi.Output<string>;
  /** CloudFront's ids of all keys that it trusts. */
  public readonly acceptedKeyIds!: pulumi.Output<string[]>;
  /** ARN of the active key in KMS, Secrets Manager or SSM. */
  public readonly signingKeyArn!: pulumi.Output<string>;
  /** Name of the secret header. */
  public readonly headerName!: pulumi.Output<string>;
  /** Generation of the header values that CloudFront sends. */
  public readonly headerGeneration!: pulumi.Output<number>;
  /** Identifies the header values by tier without revealing them: 8 hexadecimal digits of their SHA-256. */
  public readonly headerFingerprints!: pulumi.Output<{ [tier: string]: string }>;
  /** ARN of the load balancer. */
  public readonly albArn!: pulumi.Output<string>;
  /** DNS name of the load balancer, which resolves to private addresses. */
  public readonly albDnsName!: pulumi.Output<string>;
  /** Id of the VPC. */
  public readonly vpcId!: pulumi.Output<string>;
  /** Ids of the private subnets of the load balancer, and of the instances or tasks. */
  public readonly subnetIds!: pulumi.Output<string[]>;
  /** Id of the load balancer's security group, which the instances or tasks admit. */
  public readonly albSecurityGroupId!: pulumi.Output<string>;
  /** ARNs of the target groups, that of the public tier first. */
  public readonly targetGroupArns!: pulumi.Output<string[]>;
  /** Ports of the targets, that of the public tier first. */
  public readonly targetPorts!: pulumi.Output<number[]>;
  /** Id of the security group that tasks need; empty for a site without `origin.tasks`. */
  public readonly taskSecurityGroupId!: pulumi.Output<string>;
  /** ARN of the role of the application. */
  public readonly appRoleArn!: pulumi.Output<string>;
  /** Location of the members site's configuration document, as `s3://bucket/key`; only for a site that delivers it. */
  public readonly appConfigurationUri!: pulumi.Output<string | undefined>;
  /** The issuer of identity tokens; only for a site that delivers the members site. */
  public readonly issuer!: pulumi.Output<string | undefined>;
  /** Id of the user pool; only for a site that creates one. */
  public readonly userPoolId!: pulumi.Output<string | undefined>;
  /** ARN of the topic of requests for access; only for a site that delivers the members site. */
  public readonly accessRequestTopicArn!: pulumi.Output<string | undefined>;
  /** ARN of the web ACL in front of the site; only for a site with one. */
  public readonly webAclArn!: pulumi.Output<string | undefined>;
  /** Name of the access log's log group, in us-east-1; only for a site with logs. */
  public readonly logGroupName!: pulumi.Output<string | undefined>;
  /** Name of the bucket of the logs; only for a site with logs. */
  public readonly logBucketName!: pulumi.Output<string | undefined>;
  /** ARNs of the topics that alarms are sent to: CloudFront's first; empty without alarms. */
  public readonly alarmTopicArns!: pulumi.Output<string[]>;
  /** Name of the Session document whose sessions are logged; only for a site with logs and instances of its own. */
  public readonly sessionDocumentName!: pulumi.Output<string | undefined>;
  /** Name of the bucket of the signed files; only for a site with secure paths from a bucket. */
  public readonly signedBucketName!: pulumi.Output<string | undefined>;
  /** Domain name of that bucket, which refuses everyone but the distribution; only for such a site. */
  public readonly signedBucketDomainName!: pulumi.Output<string | undefined>;
  /** Name of the bucket of the public files; only for a site with `publicBucketPaths`. */
  public readonly publicBucketName!: pulumi.Output<string | undefined>;
  /** Names of the buckets of signed files of additional applications, by their ids; only for a site with one. */
  public readonly applicationBucketNames!: pulumi.Output<{ [id: string]: string } | undefined>;
  /**
   * Policies by which the distribution alone reads its buckets of files, by the ids of their origins: `signed-files`,
   * `public-files`, and `ID-signed-files` for an additional application. The owner of a bucket adds the statement to its policy;
   * only for a site with one.
   */
  public readonly filesBucketPolicies!: pulumi.Output<{ [originId: string]: string } | undefined>;
  /** Policy whose statement the owner of a KMS key that encrypts such a bucket adds to the key's; only for a site with one. */
  public readonly filesKeyPolicy!: pulumi.Output<string | undefined>;

  constructor(name: string, args: SecureOriginArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("SecureOrigin", name, args);
    const region = args.region ?? new pulumi.Config("aws").get("region") ?? "";
    refuseProblems("SecureOrigin", name, opts, siteProblems(name, planSite(args, region)));
    // The engine passes a component's inputs to policy packs, which judge the site by the paths declared here.
    super("secure-origin:index:SecureOrigin", name, { ...declaredPaths(args, true) }, opts);
    const child = { parent: this };
    const names = checkLate("SecureOrigin", name, namesOf(args), (known) =>
      siteProblems(name, planSite(withNames(args, known), region)),
    );
    const site = planSite(withNames(args, names), region);

    const encryption = siteEncryptionKeys(name, site, this);
    const { publicPort, signedPort } = tierPorts(args.origin);
    const { network, vpcId, subnetIds } = this.network(name, site, encryption);
    const { edgeArn, regionalArn } =
      args.certificates ?? new Certificates(`${name}-certs`, certificatesArgs(site), child);
    const archive = createLogArchive(name, site, child);
    const webAclArn = createWebAcl(name, site, encryption, child)?.webAclArn ?? args.webAclArn;
    const loadBalancer = new InternalLoadBalancer(
      `${name}-lb`,
      {
        ...loadBalancerArgs(site),
        vpcId,
        subnetIds,
        certificateArn: regionalArn,
        logBucketName: archive?.bucketName,
      } satisfies EveryArgument<InternalLoadBalancerArgs>,
      child,
    );
    // Before the instances: keys and releases are granted to the role, and the instances start with both.
    const role = createRole(name, site, child);
    const sessionDocumentName = createSessions(name, site, { role, encryption }, child);
    const signer = role ?? (args.origin.instances ?? args.origin.tasks)?.role;
    const keys = new SigningKeys(`${name}-keys`, { ...signingKeysArgs(site), signer }, child);
    const app = this.membersApp(name, site, { keys, role, encryption });
    // Instances and tasks need a route to AWS to start, the releases, and the listener rules to pass health checks.
    const ingress = network === undefined ? [loadBalancer] : [network, loadBalancer];
    const tasks = createTargets(
      name,
      site,
      { network, vpcId, subnetIds, loadBalancer, role, environment: app?.environment },
      waitingChild(this, opts, { dependsOn: app === undefined ? ingress : [...ingress, app] }),
    );
    const errorPages = new ErrorPages(`${name}-pages`, errorPagesArgs(site), child);
    const files = createFilesBuckets(name, site, child);
    const distribution = new Distribution(
      `${name}-edge`,
      {
        ...distributionArgs(site),
        certificateArn: edgeArn,
        loadBalancerArn: loadBalancer.albArn,
        vpcOriginIngress:
          site.admission === CloudFrontAdmission.Addresses
            ? undefined
            : { vpcId, securityGroupId: loadBalancer.ingressSecurityGroupId, tags: args.tags },
        headerName: loadBalancer.headerName,
        publicHeaderValue: loadBalancer.publicHeaderValue,
        signedHeaderValue: loadBalancer.signedHeaderValue,
        headerGeneration: loadBalancer.headerGeneration,
        headerFingerprints: loadBalancer.headerFingerprints,
        keyGroupIds: [keys.keyGroupId],
        errorPages,
        ...files,
        webAclArn,
      } satisfies EveryArgument<DistributionArgs>,
      // CloudFront sends a new header value only once the load balancer accepts it.
      waitingChild(this, opts, { dependsOn: ingress }),
    );
    const logs = createAccessLogs(name, site, { archive, distribution, encryption }, child);
    const alarms = createAlarms(name, site, { distribution, loadBalancer, keys, logs, encryption }, child);

    this.registerOutputs(
      publishOutputs<SecureOrigin>(this, {
        url: prefixed("https://", names.domainName),
        domainName: names.domainName,
        distributionId: distribution.distributionId,
        distributionArn: distribution.distributionArn,
        distributionDomainName: distribution.distributionDomainName,
        hostedZoneId: distribution.hostedZoneId,
        vpcOriginId: distribution.vpcOriginId,
        keyGroupId: keys.keyGroupId,
        activeKeyId: keys.activeKeyId,
        acceptedKeyIds: keys.acceptedKeyIds,
        signingKeyArn: keys.signingKeyArn,
        headerName: loadBalancer.headerName,
        headerGeneration: loadBalancer.headerGeneration,
        headerFingerprints: loadBalancer.headerFingerprints,
        albArn: loadBalancer.albArn,
        albDnsName: loadBalancer.albDnsName,
        vpcId,
        subnetIds,
        albSecurityGroupId: loadBalancer.albSecurityGroupId,
        targetGroupArns: loadBalancer.targetGroupArns,
        targetPorts: [publicPort, signedPort],
        taskSecurityGroupId: tasks?.securityGroupId ?? "",
        appRoleArn: signer?.arn ?? "",
        appConfigurationUri: app?.configurationUri,
        issuer: app?.issuer,
        userPoolId: app?.userPoolId,
        accessRequestTopicArn: app?.accessRequestTopicArn,
        webAclArn,
        logGroupName: logs?.logGroupName,
        logBucketName: archive?.bucketName,
        alarmTopicArns: alarms?.topicArns ?? [],
        sessionDocumentName,
        signedBucketName: files.signedBucket?.bucketName,
        signedBucketDomainName: files.signedBucket?.bucketDomainName,
        publicBucketName: files.publicBucket?.bucketName,
        applicationBucketNames: applicationBucketNames(files),
        filesBucketPolicies: distribution.filesBucketPolicies,
        filesKeyPolicy: distribution.filesKeyPolicy,
      }),
    );
  }

  /** Creates the network, or uses the subnets of the caller's VPC. */
  private network(name: string, site: Site, { keyArn }: EncryptionKeys) {
    const { vpc } = site.args;
    if (vpc !== undefined) {
      return { network: undefined, ...findVpcSubnets("SecureOrigin", name, this, vpc) };
    }
    const args = networkArgs(site);
    const encryptionKeyArn = args.encryptionKeyArn ?? keyArn;
    const network = new Network(`${name}-network`, { ...args, encryptionKeyArn }, { parent: this });
    return { network, vpcId: network.vpcId, subnetIds: network.subnetIds };
  }

  /** Creates what the members site needs, for a site that delivers it. */
  private membersApp(
    name: string,
    site: Site,
    { keys, role, encryption }: ApplicationParts,
  ): MembersApp | undefined {
    const { app } = site.args.origin;
    if (app === undefined) {
      return undefined;
    }
    return new MembersApp(
      `${name}-app`,
      {
        ...membersAppArgs(site, app),
        roleName: role?.name ?? "",
        signingKeyArn: keys.signingKeyArn,
        activeKeyId: keys.activeKeyId,
        announcedKeyArns: keys.announcedKeyArns,
        publicKeyPems: keys.publicKeyPems,
        encryptionKeyArn: encryption.keyArn,
      } satisfies EveryArgument<MembersAppArgs>,
      { parent: this },
    );
  }
}

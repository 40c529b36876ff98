import * as pulumi from "@pulumi/pulumi";
import { Certificates } from "./cloudfront/certificates";
import { Distribution } from "./cloudfront/distribution";
import { ErrorPages } from "./cloudfront/errorPages";
import { declaredPaths } from "./cloudfront/plan/declaredPaths";
import { patternsOf } from "./cloudfront/plan/pathPatterns";
import { SigningKeys } from "./cloudfront/signingKeys";
import { AttachedInstances } from "./instances/attachedInstances";
import { OriginInstances, type OriginInstancesArgs } from "./instances/originInstances";
import { instanceRole } from "./instances/roleAndSecurityGroups";
import { sessionLog } from "./instances/sessionLog";
import { refuseProblems } from "./internal/argumentError";
import { waitingChild } from "./internal/childOptions";
import { InternalLoadBalancer } from "./loadBalancer/internalLoadBalancer";
import { MembersApp } from "./membersApp/membersApp";
import { watch, watchBeforehand } from "./monitoring/siteMonitoring";
import { Egress } from "./network/egress";
import { existingNetwork } from "./network/existingNetwork";
import { Network } from "./network/network";
import { CloudFrontAdmission, type OriginArgs, type SecureOriginArgs } from "./secureOriginArgs";
import { originName, pageLinks, siteProblems } from "./secureOriginProblems";

/**
 * A site on EC2 whose only way in is CloudFront, and whose secure paths open only to signed requests.
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
  /** Where the site is: `https://` and its name. */
  public readonly url: pulumi.Output<string>;
  /** The site's name. */
  public readonly domainName: pulumi.Output<string>;
  /** Id of the distribution. */
  public readonly distributionId: pulumi.Output<string>;
  /** ARN of the distribution. */
  public readonly distributionArn: pulumi.Output<string>;
  /** Domain name that CloudFront gave the distribution. */
  public readonly distributionDomainName: pulumi.Output<string>;
  /** Id of CloudFront's own hosted zone, for further alias records. */
  public readonly hostedZoneId: pulumi.Output<string>;
  /** Id of the VPC origin. */
  public readonly vpcOriginId: pulumi.Output<string>;
  /** Id of the key group that opens the secure paths. */
  public readonly keyGroupId: pulumi.Output<string>;
  /** CloudFront's id of the active key: the `Key-Pair-Id` of new signatures. */
  public readonly activeKeyId: pulumi.Output<string>;
  /** CloudFront's ids of all keys that it trusts. */
  public readonly acceptedKeyIds: pulumi.Output<string[]>;
  /** ARN of the active key in KMS, Secrets Manager or SSM. */
  public readonly signingKeyArn: pulumi.Output<string>;
  /** Name of the secret header. */
  public readonly headerName: pulumi.Output<string>;
  /** Generation of the header values that CloudFront sends. */
  public readonly headerGeneration: pulumi.Output<number>;
  /** What names the header values without telling them, by tier: 8 hexadecimal digits of their SHA-256. */
  public readonly headerFingerprints: pulumi.Output<{ [tier: string]: string }>;
  /** ARN of the load balancer. */
  public readonly albArn: pulumi.Output<string>;
  /** DNS name of the load balancer, which resolves to private addresses. */
  public readonly albDnsName: pulumi.Output<string>;
  /** Id of the load balancer's security group, from which the instances are reached. */
  public readonly albSecurityGroupId: pulumi.Output<string>;
  /** ARNs of the target groups, that of the public tier first. */
  public readonly targetGroupArns: pulumi.Output<string[]>;
  /** ARN of the role that the application acts as. */
  public readonly appRoleArn: pulumi.Output<string>;
  /** Where the members site's configuration document is, as `s3://bucket/key`; only for a site that delivers it. */
  public readonly appConfigurationUri: pulumi.Output<string | undefined>;
  /** The issuer that says who people are; only for a site that delivers the members site. */
  public readonly issuer: pulumi.Output<string | undefined>;
  /** Id of the user pool; only for a site that makes one. */
  public readonly userPoolId: pulumi.Output<string | undefined>;
  /** ARN of the topic of requests for access; only for a site that delivers the members site. */
  public readonly accessRequestTopicArn: pulumi.Output<string | undefined>;
  /** ARN of the web ACL in front of the site; only for a site with one. */
  public readonly webAclArn: pulumi.Output<string | undefined>;
  /** Name of the access log's log group, in us-east-1; only for a site with logs. */
  public readonly logGroupName: pulumi.Output<string | undefined>;
  /** Name of the bucket that keeps the logs; only for a site with logs. */
  public readonly logBucketName: pulumi.Output<string | undefined>;
  /** ARNs of the topics that alarms are sent to: that of CloudFront's alarms first; empty without alarms. */
  public readonly alarmTopicArns: pulumi.Output<string[]>;
  /** Name of the Session document whose sessions are logged; only for a site with logs and instances of its own. */
  public readonly sessionDocumentName: pulumi.Output<string | undefined>;

  constructor(name: string, args: SecureOriginArgs, opts?: pulumi.ComponentResourceOptions) {
    const region = args.region ?? new pulumi.Config("aws").get("region") ?? "";
    refuseProblems("SecureOrigin", name, opts, siteProblems(name, args, region));
    // Component inputs reach the engine, and so a policy pack: it judges the site by what is declared here.
    super("secure-origin:index:SecureOrigin", name, { ...declaredPaths(args, true) }, opts);
    const child = { parent: this };
    const { tags } = args;
    const originDomainName = originName(args);
    const admission = args.admission ?? CloudFrontAdmission.Addresses;

    const network =
      args.vpc === undefined
        ? new Network(`${name}-network`, { tags, ...args.network }, child)
        : existingNetwork("SecureOrigin", name, this, args.vpc);
    const { vpcId, subnetIds } = network;
    const certificates =
      args.certificates ??
      new Certificates(
        `${name}-certs`,
        { ...args, originDomainName, region, hostedZoneId: args.hostedZoneId ?? "" },
        child,
      );

    const { archive, webAclArn } = watchBeforehand(name, args, region, child);
    const gate = new InternalLoadBalancer(
      `${name}-lb`,
      {
        ...args,
        ...args.origin,
        originDomainName,
        vpcId,
        subnetIds,
        certificateArn: certificates.regionalArn,
        admitCloudFrontAddresses: admission !== CloudFrontAdmission.ServiceGroup,
        logBucketName: archive?.bucketName,
      },
      child,
    );
    const entrance = network instanceof Network ? [network, gate] : [gate];
    const { instances, app: appArgs } = args.origin;
    // The role before the fleet: keys and releases are granted to it, and the instances boot with both.
    const role =
      instances === undefined
        ? instanceRole({ name: `${name}-instances`, parent: this, tags: tags ?? {} })
        : undefined;
    const signer = role ?? instances?.role;
    const sessions =
      role === undefined || args.logs === undefined
        ? undefined
        : sessionLog({ name: `${name}-sessions`, parent: this, tags }, role.name, args.logs.groupDays ?? 30);
    const keys = new SigningKeys(`${name}-keys`, { keys: args.signingKeys, signer, tags }, child);
    const app =
      appArgs === undefined
        ? undefined
        : new MembersApp(
            `${name}-app`,
            {
              ...args,
              ...appArgs,
              securePatterns: patternsOf(args.securePaths),
              roleName: role?.name ?? "",
              signingKeyArn: keys.signingKeyArn,
              activeKeyId: keys.activeKeyId,
              announcedKeyArns: keys.announcedKeyArns,
              publicKeyPems: keys.publicKeyPems,
            },
            child,
          );
    const ends = {
      targetGroupArns: gate.targetGroupArns,
      loadBalancerSecurityGroupId: gate.albSecurityGroupId,
      vpcId,
      subnetIds,
      tags,
      endpoints: network instanceof Network ? endpointsOf(args, network) : undefined,
    };
    // Instances need the way out to boot, what they fetch, and the listener rules to be found healthy.
    const booting = waitingChild(this, opts, {
      dependsOn: app === undefined ? entrance : [...entrance, app],
    });
    serve(name, args.origin, { ...ends, role, environment: app?.environment }, booting);
    const errorPages = new ErrorPages(`${name}-pages`, { ...pageLinks(args), tags }, child);
    const edge = new Distribution(
      `${name}-edge`,
      {
        ...args,
        certificateArn: certificates.edgeArn,
        originDomainName,
        loadBalancerArn: gate.albArn,
        listenerPort: args.origin.listenerPort,
        vpcOriginIngress:
          admission === CloudFrontAdmission.Addresses
            ? undefined
            : { vpcId, securityGroupId: gate.ingressSecurityGroupId, tags },
        headerName: gate.headerName,
        publicHeaderValue: gate.publicHeaderValue,
        signedHeaderValue: gate.signedHeaderValue,
        headerGeneration: gate.headerGeneration,
        headerFingerprints: gate.headerFingerprints,
        keyGroupIds: [keys.keyGroupId],
        errorPages,
        webAclArn,
      },
      // The edge sends a new header value only when the load balancer knows it.
      waitingChild(this, opts, { dependsOn: entrance }),
    );
    const watching = watch(
      name,
      args,
      { region, archive, gate, edge, signingKeyArn: keys.signingKeyArn },
      child,
    );

    this.url = pulumi.output(`https://${args.domainName}`);
    this.domainName = pulumi.output(args.domainName);
    this.distributionId = edge.distributionId;
    this.distributionArn = edge.distributionArn;
    this.distributionDomainName = edge.distributionDomainName;
    this.hostedZoneId = edge.hostedZoneId;
    this.vpcOriginId = edge.vpcOriginId;
    this.keyGroupId = keys.keyGroupId;
    this.activeKeyId = keys.activeKeyId;
    this.acceptedKeyIds = keys.acceptedKeyIds;
    this.signingKeyArn = keys.signingKeyArn;
    this.headerName = gate.headerName;
    this.headerGeneration = gate.headerGeneration;
    this.headerFingerprints = gate.headerFingerprints;
    this.albArn = gate.albArn;
    this.albDnsName = gate.albDnsName;
    this.albSecurityGroupId = gate.albSecurityGroupId;
    this.targetGroupArns = gate.targetGroupArns;
    this.appRoleArn = pulumi.output(signer?.arn ?? "");
    this.appConfigurationUri = pulumi.output(app?.configurationUri);
    this.issuer = pulumi.output(app?.issuer);
    this.userPoolId = pulumi.output(app?.userPoolId);
    this.accessRequestTopicArn = pulumi.output(app?.accessRequestTopicArn);
    this.webAclArn = pulumi.output(webAclArn);
    this.logGroupName = watching.logGroupName;
    this.logBucketName = watching.logBucketName;
    this.alarmTopicArns = watching.alarmTopicArns;
    this.sessionDocumentName = pulumi.output(sessions);
    this.registerOutputs({
      url: this.url,
      domainName: this.domainName,
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
      distributionDomainName: this.distributionDomainName,
      hostedZoneId: this.hostedZoneId,
      vpcOriginId: this.vpcOriginId,
      keyGroupId: this.keyGroupId,
      activeKeyId: this.activeKeyId,
      acceptedKeyIds: this.acceptedKeyIds,
      signingKeyArn: this.signingKeyArn,
      headerName: this.headerName,
      headerGeneration: this.headerGeneration,
      headerFingerprints: this.headerFingerprints,
      albArn: this.albArn,
      albDnsName: this.albDnsName,
      albSecurityGroupId: this.albSecurityGroupId,
      targetGroupArns: this.targetGroupArns,
      appRoleArn: this.appRoleArn,
      appConfigurationUri: this.appConfigurationUri,
      issuer: this.issuer,
      userPoolId: this.userPoolId,
      accessRequestTopicArn: this.accessRequestTopicArn,
      webAclArn: this.webAclArn,
      logGroupName: this.logGroupName,
      logBucketName: this.logBucketName,
      alarmTopicArns: this.alarmTopicArns,
      sessionDocumentName: this.sessionDocumentName,
    });
  }
}

/** What instances of a network without a way to the internet may reach; undefined with one. */
function endpointsOf({ network }: SecureOriginArgs, made: Network): OriginInstancesArgs["endpoints"] {
  return network?.egress === Egress.Endpoints
    ? {
        securityGroupId: made.endpointsSecurityGroupId.apply((id) => id ?? ""),
        gatewayPrefixListId: made.gatewayPrefixListId.apply((id) => id ?? ""),
      }
    : undefined;
}

/** What instances are made with, or attached to. */
type InstanceTargets = Pick<
  OriginInstancesArgs,
  "vpcId" | "subnetIds" | "targetGroupArns" | "tags" | "role" | "environment" | "endpoints"
> & {
  loadBalancerSecurityGroupId: pulumi.Output<string>;
};

/** Makes the instances that serve the site, or attaches the caller's. */
function serve(
  name: string,
  { bootScript = "", instances, ...origin }: OriginArgs,
  { role, environment, endpoints, ...ends }: InstanceTargets,
  options: pulumi.ComponentResourceOptions,
): void {
  if (instances !== undefined) {
    const { ids: instanceIds, securityGroupId } = instances;
    new AttachedInstances(`${name}-instances`, { ...origin, ...ends, instanceIds, securityGroupId }, options);
    return;
  }
  const variables = pulumi
    .all([origin.environment ?? {}, environment ?? {}])
    .apply(([own, ofApp]): { [name: string]: string } => ({ ...own, ...ofApp }));
  new OriginInstances(
    `${name}-instances`,
    { ...origin, ...ends, bootScript, role, environment: variables, endpoints },
    options,
  );
}

import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "./argumentError";
import { AttachedInstances, attachedProblems } from "./attachedInstances";
import { Certificates } from "./certificates";
import { EdgeDistribution, edgeProblems } from "./edgeDistribution";
import { ErrorPages } from "./errorPages";
import { existingNetwork } from "./existingNetwork";
import { Fleet, fleetProblems } from "./fleet";
import { Network, networkProblems } from "./network";
import { gateProblems, OriginGate } from "./originGate";
import { compositionProblems } from "./plan/composition";
import { loginPathProblems } from "./plan/errorPagePaths";
import { componentNameProblems, originNameProblems } from "./plan/names";
import { CloudFrontAdmission, type OriginArgs, type SecureOriginArgs } from "./secureOriginArgs";
import { keyProblems, type SignerRoleArgs, SigningKeys } from "./signingKeys";
import { watch, watchBeforehand, watchingProblems } from "./siteWatching";

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
  /** ARN of the web ACL in front of the site; only for a site with one. */
  public readonly webAclArn: pulumi.Output<string | undefined>;
  /** Name of the access log's log group, in us-east-1; only for a site with logs. */
  public readonly logGroupName: pulumi.Output<string | undefined>;
  /** Name of the bucket that keeps the logs; only for a site with logs. */
  public readonly logBucketName: pulumi.Output<string | undefined>;
  /** ARNs of the topics that alarms are sent to: that of CloudFront's alarms first; empty without alarms. */
  public readonly alarmTopicArns: pulumi.Output<string[]>;

  constructor(name: string, args: SecureOriginArgs, opts?: pulumi.ComponentResourceOptions) {
    const region = args.region ?? new pulumi.Config("aws").get("region") ?? "";
    refuseProblems("SecureOrigin", name, opts, siteProblems(name, args, region));
    super("secure-origin:index:SecureOrigin", name, {}, opts);
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
    const gate = new OriginGate(
      `${name}-gate`,
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
    // Instances need the way out to boot, and the listener rules to be found healthy.
    const waiting = { parent: this, dependsOn: entrance };
    const signer = serve(name, args.origin, { ...gateEnds(gate), vpcId, subnetIds, tags }, waiting);
    const keys = new SigningKeys(`${name}-keys`, { keys: args.signingKeys, signer, tags }, child);
    const errorPages = new ErrorPages(`${name}-pages`, args, child);
    const edge = new EdgeDistribution(
      `${name}-edge`,
      {
        ...args,
        certificateArn: certificates.edgeArn,
        originDomainName,
        loadBalancerArn: gate.albArn,
        listenerPort: args.origin.listenerPort,
        serviceGroupEntrance:
          admission === CloudFrontAdmission.Addresses
            ? undefined
            : { vpcId, securityGroupId: gate.entranceSecurityGroupId, tags },
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
      waiting,
    );
    const watching = watch(name, args, { region, archive, gate, edge }, child);

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
    this.appRoleArn = pulumi.output(signer.arn);
    this.webAclArn = pulumi.output(webAclArn);
    this.logGroupName = watching.logGroupName;
    this.logBucketName = watching.logBucketName;
    this.alarmTopicArns = watching.alarmTopicArns;
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
      webAclArn: this.webAclArn,
      logGroupName: this.logGroupName,
      logBucketName: this.logBucketName,
      alarmTopicArns: this.alarmTopicArns,
    });
  }
}

interface SiteEnds {
  vpcId: pulumi.Output<string>;
  subnetIds: pulumi.Output<string[]>;
  targetGroupArns: pulumi.Output<string[]>;
  loadBalancerSecurityGroupId: pulumi.Output<string>;
  tags: SecureOriginArgs["tags"];
}

function gateEnds(gate: OriginGate): Pick<SiteEnds, "targetGroupArns" | "loadBalancerSecurityGroupId"> {
  return { targetGroupArns: gate.targetGroupArns, loadBalancerSecurityGroupId: gate.albSecurityGroupId };
}

/** Makes the instances that serve the site, or attaches the caller's. Returns the role that they act as. */
function serve(
  name: string,
  { bootScript, instances, ...origin }: OriginArgs,
  ends: SiteEnds,
  options: pulumi.ComponentResourceOptions,
): SignerRoleArgs {
  if (instances !== undefined) {
    const { ids: instanceIds, securityGroupId, role } = instances;
    new AttachedInstances(`${name}-instances`, { ...origin, ...ends, instanceIds, securityGroupId }, options);
    return role;
  }
  const fleet = new Fleet(`${name}-fleet`, { ...origin, ...ends, bootScript: bootScript ?? "" }, options);
  return { name: fleet.roleName, arn: fleet.roleArn };
}

function originName(args: SecureOriginArgs): string {
  return args.originDomainName ?? `origin.${args.domainName}`;
}

/** Collects what is wrong in all parts, so that it is told at once and before anything is made. */
function siteProblems(name: string, args: SecureOriginArgs, region: string): string[] {
  const problems = [
    ...componentNameProblems(name, "-gate-signed"),
    ...compositionProblems({
      makesNetwork: args.network !== undefined,
      bringsVpc: args.vpc !== undefined,
      bringsCertificates: args.certificates !== undefined,
      hasHostedZone: args.hostedZoneId !== undefined,
      region,
      makesFleet: args.origin.bootScript !== undefined,
      bringsInstances: args.origin.instances !== undefined,
      bringsLoadBalancer: args.origin.loadBalancerArn !== undefined,
      ipv6: args.ipv6 ?? false,
      locksToAddresses: args.signaturesLockedToAddresses ?? false,
    }),
    ...networkProblems(args.network ?? {}),
    ...edgeProblems({ ...args, listenerPort: args.origin.listenerPort }),
    ...gateProblems({ ...args, ...args.origin, originDomainName: originName(args) }),
    ...originNameProblems(originName(args), [args.domainName, ...(args.additionalDomainNames ?? [])]),
    ...servingProblems(args.origin),
    ...keyProblems(args.signingKeys),
    ...loginPathProblems(args.loginPath ?? "/login"),
    ...watchingProblems(args),
  ];
  return [...new Set(problems)];
}

function servingProblems({ bootScript, instances, ...origin }: OriginArgs): string[] {
  return [
    ...(bootScript === undefined ? [] : fleetProblems({ ...origin, bootScript })),
    ...(instances === undefined ? [] : attachedProblems({ ...origin, instanceIds: instances.ids })),
  ];
}

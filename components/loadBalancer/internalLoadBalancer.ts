import * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { formerNames, originDomainNames } from "../internal/late/domainNames";
import { checkLate } from "../internal/late/lateChecks";
import { componentNameProblems, domainNamesProblems, repeatedNameProblems } from "../internal/names";
import { DEFAULT_LISTENER_PORT, listenerPortProblems, tierPortProblems, tierPorts } from "../internal/ports";
import { problem } from "../internal/problem";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { adminCidrProblems } from "../network/plan/cidrs";
import { createLoadBalancer, findLoadBalancer, type LoadBalancer } from "./loadBalancer";
import { DEFAULT_GENERATION, generationProblems } from "./plan/headerGenerations";
import { DEFAULT_HEADER_NAME, headerNameProblems } from "./plan/headerNames";
import {
  createIngressRules,
  createSecurityGroups,
  existingSecurityGroup,
  type LoadBalancerSecurityGroups,
} from "./securityGroups";
import { createTier, TargetType, type Tier } from "./tiers";

/** Arguments of the load balancer in front of the application. */
export interface InternalLoadBalancerArgs {
  /** Id of the VPC. It needs an internet gateway before CloudFront can enter it. */
  vpcId: pulumi.Input<string>;
  /** Ids of private subnets in at least two zones, for the load balancer that is created here. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** ARN of an internal application load balancer in the VPC to use instead. Default: one is created. */
  loadBalancerArn?: pulumi.Input<string>;
  /** Id of a security group that is attached to `loadBalancerArn`; rules are added to it. Default: groups are created. */
  loadBalancerSecurityGroupId?: pulumi.Input<string>;
  /**
   * Port of the HTTPS listener, 443 or 1024 to 65535; while CloudFront is admitted by its addresses alone, a change
   * interrupts the site until the distribution is deployed. Default: 443.
   */
  listenerPort?: number;
  /** Admits CloudFront by AWS's list of its addresses; set it to false once its security group is admitted. Default: true. */
  admitCloudFrontAddresses?: boolean;
  /** ARN of a certificate of this region that covers `originDomainNames`. */
  certificateArn: pulumi.Input<string>;
  /** The names by which CloudFront reaches the load balancer, such as `origin-signed.members.example.com`. */
  originDomainNames: pulumi.Input<string>[];
  /** Id of the hosted zone for the aliases of `originDomainNames`. Default: no record is created. */
  hostedZoneId?: pulumi.Input<string>;
  /** Port on which the application serves public paths. Default: 8443. */
  publicPort?: number;
  /** Port on which the application serves signed paths. Default: 8444. */
  signedPort?: number;
  /** What the target groups have as targets. Default: instance. */
  targetType?: TargetType;
  /** Name of the secret header. Default: X-From-CloudFront. */
  headerName?: string;
  /** Generation of the secret header values; raising it by one rotates them. Default: 1. */
  headerGeneration?: number;
  /** Former generations that are refused at once because they leaked. Default: none. */
  droppedHeaderGenerations?: number[];
  /** Private IPv4 ranges that reach the listener for administration; the header is still demanded. Default: none. */
  adminCidrs?: string[];
  /** Admits public ranges of up to 256 addresses in `adminCidrs`. Default: false. */
  allowPublicAdminCidrs?: boolean;
  /** Protects the load balancer that is created here from deletion. Default: false. */
  deletionProtection?: boolean;
  /** Bucket for the access logs of the load balancer that is created here, which must be able to write to it. Default: no logs. */
  logBucketName?: pulumi.Input<string>;
  /** Tags for all resources of the component. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * An internal load balancer that answers 403 unless a request carries the secret header of a tier, and then
 * sends it to that tier's port.
 *
 * @example new InternalLoadBalancer("site", { vpcId, subnetIds, certificateArn, originDomainNames: ["origin.example.com"] })
 */
export class InternalLoadBalancer extends pulumi.ComponentResource {
  /** ARN of the load balancer. */
  public readonly albArn!: pulumi.Output<string>;
  /** DNS name of the load balancer, which resolves to private addresses. */
  public readonly albDnsName!: pulumi.Output<string>;
  /** Id of the security group from which the application's ports are reached. */
  public readonly albSecurityGroupId!: pulumi.Output<string>;
  /** Id of the security group that admits CloudFront. */
  public readonly ingressSecurityGroupId!: pulumi.Output<string>;
  /** ARN of the HTTPS listener. */
  public readonly listenerArn!: pulumi.Output<string>;
  /** ARNs of the target groups, that of the public tier first. */
  public readonly targetGroupArns!: pulumi.Output<string[]>;
  /** Name of the secret header. */
  public readonly headerName!: pulumi.Output<string>;
  /** Generation of the header values that CloudFront has to send. */
  public readonly headerGeneration!: pulumi.Output<number>;
  /** Secret: the header value that opens the public tier. */
  public readonly publicHeaderValue!: pulumi.Output<string>;
  /** Secret: the header value that opens the signed tier. */
  public readonly signedHeaderValue!: pulumi.Output<string>;
  /** Identifies the values by tier without revealing them: 8 hexadecimal digits of their SHA-256. */
  public readonly headerFingerprints!: pulumi.Output<{ [tier: string]: string }>;

  constructor(name: string, args: InternalLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("InternalLoadBalancer", name, args);
    refuseProblems("InternalLoadBalancer", name, opts, [
      ...componentNameProblems(name, "-signed"),
      ...domainNamesProblems("originDomainNames", args.originDomainNames),
      ...loadBalancerProblems(args),
    ]);
    super("secure-origin:index:InternalLoadBalancer", name, {}, opts);
    const { vpcId, tags = {} } = args;
    const { publicPort, signedPort, targetType, headerName, headerGeneration, dropped, ...ingress } =
      withDefaults(args);
    const context = { name, parent: this, tags };

    const { loadBalancer, groups } = this.loadBalancer(name, args);
    createIngressRules(context, groups, ingress);
    const listener = this.listener(name, args, loadBalancer);
    this.listedCertificate(name, args, listener);
    const shared = { ...context, vpcId, listener, targetType, headerName };
    const generations = { current: headerGeneration, dropped };
    const publicTier = createTier({ ...shared, tier: "public", port: publicPort, generations });
    const signedTier = createTier({ ...shared, tier: "signed", port: signedPort, generations });
    if (args.hostedZoneId !== undefined) {
      const names = checkLate("InternalLoadBalancer", name, args.originDomainNames, (known) => [
        ...domainNamesProblems("originDomainNames", known),
        ...repeatedNameProblems("originDomainNames", known),
      ]);
      this.originRecords(name, names, args.hostedZoneId, loadBalancer);
    }

    this.registerOutputs(
      publishOutputs<InternalLoadBalancer>(this, {
        albArn: loadBalancer.arn,
        albDnsName: loadBalancer.dnsName,
        albSecurityGroupId: groups.albId,
        ingressSecurityGroupId: groups.ingressId,
        listenerArn: listener.arn,
        targetGroupArns: [publicTier.targetGroupArn, signedTier.targetGroupArn],
        headerName,
        headerGeneration,
        publicHeaderValue: publicTier.headerValue,
        signedHeaderValue: signedTier.headerValue,
        headerFingerprints: fingerprints(publicTier, signedTier),
      }),
    );
  }

  /** Creates the load balancer and its security groups, or uses the caller's. */
  private loadBalancer(
    name: string,
    args: InternalLoadBalancerArgs,
  ): { loadBalancer: LoadBalancer; groups: LoadBalancerSecurityGroups } {
    const { vpcId, tags, loadBalancerArn: arn, loadBalancerSecurityGroupId: securityGroupId } = args;
    if (arn !== undefined && securityGroupId !== undefined) {
      const loadBalancer = findLoadBalancer({ name, parent: this }, { arn, securityGroupId, vpcId });
      return { loadBalancer, groups: existingSecurityGroup(securityGroupId) };
    }
    const context = { name, parent: this, tags };
    const groups = createSecurityGroups(context, vpcId);
    const loadBalancer = createLoadBalancer(context, {
      vpcId,
      subnetIds: args.subnetIds,
      securityGroupIds: [groups.ingressId, groups.albId],
      deletionProtection: args.deletionProtection ?? false,
      logBucketName: args.logBucketName,
    });
    return { loadBalancer, groups };
  }

  /** Creates the HTTPS listener, which answers 403 to all requests that no rule matches. */
  private listener(name: string, args: InternalLoadBalancerArgs, loadBalancer: LoadBalancer): lb.Listener {
    return new lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: loadBalancer.arn,
        port: withDefaults(args).port,
        protocol: "HTTPS",
        certificateArn: args.certificateArn,
        // TLS 1.3, and the cipher suites of TLS 1.2 with forward secrecy and authenticated encryption.
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        routingHttpResponseServerEnabled: false,
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: { contentType: "text/plain", statusCode: "403", messageBody: "Forbidden" },
          },
        ],
        tags: args.tags,
      },
      // A listener on another port exists beside the old one until the distribution uses that port.
      { parent: this, replaceOnChanges: ["port"] },
    );
  }

  /**
   * Adds the default certificate to the listener's list as well, as AWS allows: when another becomes the default, requests
   * for its name still find it until the distribution is deployed.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerCertificates.html
   */
  private listedCertificate(
    name: string,
    { certificateArn }: InternalLoadBalancerArgs,
    listener: lb.Listener,
  ): void {
    new lb.ListenerCertificate(
      `${name}-certificate`,
      { listenerArn: listener.arn, certificateArn },
      { parent: this },
    );
  }

  private originRecords(
    name: string,
    names: pulumi.Input<string>[],
    zoneId: pulumi.Input<string>,
    loadBalancer: LoadBalancer,
  ): void {
    const target = { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: false };
    for (const domain of originDomainNames(names)) {
      new route53.Record(
        `${name}-${domain.role}`,
        { zoneId, name: domain.name, type: "A", aliases: [target] },
        { parent: this, aliases: formerNames(name, domain) },
      );
    }
  }
}

/** Validates the arguments of a load balancer that are known before deployment. */
export function loadBalancerProblems(
  args: Omit<InternalLoadBalancerArgs, "vpcId" | "subnetIds" | "certificateArn" | "originDomainNames">,
): string[] {
  const { headerName, headerGeneration, dropped, adminCidrs } = withDefaults(args);
  return [
    ...existingPairProblems(args),
    ...listenerPortProblems(args.listenerPort),
    ...tierPortProblems(args),
    ...headerNameProblems(headerName),
    ...generationProblems(headerGeneration, dropped),
    ...adminCidrProblems(adminCidrs, args.allowPublicAdminCidrs ?? false),
  ];
}

/** Validates that a load balancer of the caller's is given together with its security group. */
function existingPairProblems(args: Partial<InternalLoadBalancerArgs>): string[] {
  const pair = {
    loadBalancerArn: args.loadBalancerArn,
    loadBalancerSecurityGroupId: args.loadBalancerSecurityGroupId,
  };
  const missing = Object.entries(pair).filter(([, value]) => value === undefined);
  const [only] = missing;
  if (only === undefined || missing.length === 2) {
    return [];
  }
  return [problem(only[0], undefined, `both or neither of ${Object.keys(pair).join(" and ")}`, "add it")];
}

function withDefaults(args: Partial<InternalLoadBalancerArgs>) {
  return {
    port: args.listenerPort ?? DEFAULT_LISTENER_PORT,
    cloudFrontAddresses: args.admitCloudFrontAddresses ?? true,
    ...tierPorts(args),
    targetType: args.targetType ?? TargetType.Instance,
    headerName: args.headerName ?? DEFAULT_HEADER_NAME,
    headerGeneration: args.headerGeneration ?? DEFAULT_GENERATION,
    dropped: args.droppedHeaderGenerations ?? [],
    adminCidrs: args.adminCidrs ?? [],
  };
}

function fingerprints(publicTier: Tier, signedTier: Tier): pulumi.Output<{ [tier: string]: string }> {
  return pulumi
    .all([publicTier.fingerprint, signedTier.fingerprint])
    .apply(([ofPublic, ofSigned]): { [tier: string]: string } => ({ public: ofPublic, signed: ofSigned }));
}

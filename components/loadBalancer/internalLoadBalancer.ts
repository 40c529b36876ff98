import * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { listenerPortProblems, portProblems } from "../instances/plan/instanceArgs";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems, domainNameProblems } from "../internal/names";
import { problem } from "../internal/problem";
import { adminCidrProblems } from "../network/plan/cidrs";
import { existingBalancer, type GateBalancer, ownBalancer } from "./balancer";
import { generationProblems } from "./plan/headerGenerations";
import { headerNameProblems } from "./plan/headerNames";
import { admit, existingSecurityGroup, type GateSecurityGroups, ownSecurityGroups } from "./securityGroups";
import { type TierGate, tierGate } from "./tiers";

/** Arguments of the load balancer in front of the application. */
export interface InternalLoadBalancerArgs {
  /** Id of the VPC. It needs an internet gateway before CloudFront can enter it. */
  vpcId: pulumi.Input<string>;
  /** Ids of private subnets in at least two zones, for the load balancer that is made here. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** ARN of an internal application load balancer in the VPC to use instead. Default: one is made. */
  loadBalancerArn?: pulumi.Input<string>;
  /** Id of a security group that `loadBalancerArn` wears; rules are added to it. Default: groups are made. */
  loadBalancerSecurityGroupId?: pulumi.Input<string>;
  /**
   * Port of the HTTPS listener, 443 or 1024 to 65535; while CloudFront is admitted by its addresses alone, a change
   * interrupts the site until the edge has it. Default: 443.
   */
  listenerPort?: number;
  /** Admits CloudFront by AWS's list of its addresses; false once its security group is admitted. Default: true. */
  admitCloudFrontAddresses?: boolean;
  /** ARN of a certificate of this region that covers `originDomainName`. */
  certificateArn: pulumi.Input<string>;
  /** The name under which CloudFront calls the load balancer, such as `origin.members.example.com`. */
  originDomainName: string;
  /** Id of the hosted zone for the alias of `originDomainName`. Default: no record is made. */
  hostedZoneId?: pulumi.Input<string>;
  /** Port on which the application serves public paths. Default: 8443. */
  publicPort?: number;
  /** Port on which the application serves signed paths. Default: 8444. */
  signedPort?: number;
  /** Name of the secret header. Default: X-From-CloudFront. */
  headerName?: string;
  /** Generation of the secret header values; one more makes new values. Default: 1. */
  headerGeneration?: number;
  /** Former generations that are refused at once because they leaked. Default: none. */
  droppedHeaderGenerations?: number[];
  /** Private IPv4 ranges that reach the listener for administration; the header is still demanded. Default: none. */
  adminCidrs?: string[];
  /** Admits public ranges of up to 256 addresses in `adminCidrs`. Default: false. */
  allowPublicAdminCidrs?: boolean;
  /** Refuses the deletion of the load balancer that is made here. Default: false. */
  deletionProtection?: boolean;
  /** Bucket that the load balancer made here writes its access logs to; it must let it write. Default: no logs. */
  logBucketName?: pulumi.Input<string>;
  /** Tags for everything in front of the application. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * An internal load balancer that answers 403 unless a request carries the secret header of a tier, and then
 * sends it to that tier's port.
 *
 * @example new InternalLoadBalancer("site", { vpcId, subnetIds, certificateArn, originDomainName: "origin.example.com" })
 */
export class InternalLoadBalancer extends pulumi.ComponentResource {
  /** ARN of the load balancer. */
  public readonly albArn: pulumi.Output<string>;
  /** DNS name of the load balancer, which resolves to private addresses. */
  public readonly albDnsName: pulumi.Output<string>;
  /** Id of the security group from which the application's ports are reached. */
  public readonly albSecurityGroupId: pulumi.Output<string>;
  /** Id of the security group that admits CloudFront. */
  public readonly ingressSecurityGroupId: pulumi.Output<string>;
  /** ARN of the HTTPS listener. */
  public readonly listenerArn: pulumi.Output<string>;
  /** ARNs of the target groups, that of the public tier first. */
  public readonly targetGroupArns: pulumi.Output<string[]>;
  /** Name of the secret header. */
  public readonly headerName: pulumi.Output<string>;
  /** Generation of the header values that CloudFront has to send. */
  public readonly headerGeneration: pulumi.Output<number>;
  /** Secret: the header value that opens the public tier. */
  public readonly publicHeaderValue: pulumi.Output<string>;
  /** Secret: the header value that opens the signed tier. */
  public readonly signedHeaderValue: pulumi.Output<string>;
  /** What names the values without telling them, by tier: 8 hexadecimal digits of their SHA-256. */
  public readonly headerFingerprints: pulumi.Output<{ [tier: string]: string }>;

  constructor(name: string, args: InternalLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseProblems("InternalLoadBalancer", name, opts, [
      ...componentNameProblems(name, "-signed"),
      ...loadBalancerProblems(args),
    ]);
    super("secure-origin:index:InternalLoadBalancer", name, {}, opts);
    const { vpcId, tags = {} } = args;
    const { publicPort, signedPort, headerName, headerGeneration, dropped } = withDefaults(args);

    const { balancer, groups } = this.balancer(name, args);
    admit({ name, parent: this, tags }, groups, withDefaults(args));
    const listener = this.listener(name, args, balancer);
    this.listedCertificate(name, args, listener);
    const shared = { name, parent: this, vpcId, listener, headerName, tags };
    const generations = { current: headerGeneration, dropped };
    const publicTier = tierGate({ ...shared, tier: "public", port: publicPort, generations });
    const signedTier = tierGate({ ...shared, tier: "signed", port: signedPort, generations });
    if (args.hostedZoneId !== undefined) {
      this.originRecord(name, args, balancer);
    }

    this.albArn = balancer.arn;
    this.albDnsName = balancer.dnsName;
    this.albSecurityGroupId = groups.balancerId;
    this.ingressSecurityGroupId = groups.edgeId;
    this.listenerArn = listener.arn;
    this.targetGroupArns = pulumi.output([publicTier.targetGroup.arn, signedTier.targetGroup.arn]);
    this.headerName = pulumi.output(headerName);
    this.headerGeneration = pulumi.output(headerGeneration);
    this.publicHeaderValue = publicTier.headerValue;
    this.signedHeaderValue = signedTier.headerValue;
    this.headerFingerprints = fingerprints(publicTier, signedTier);
    this.registerOutputs({
      albArn: this.albArn,
      albDnsName: this.albDnsName,
      albSecurityGroupId: this.albSecurityGroupId,
      ingressSecurityGroupId: this.ingressSecurityGroupId,
      listenerArn: this.listenerArn,
      targetGroupArns: this.targetGroupArns,
      headerName: this.headerName,
      headerGeneration: this.headerGeneration,
      publicHeaderValue: this.publicHeaderValue,
      signedHeaderValue: this.signedHeaderValue,
      headerFingerprints: this.headerFingerprints,
    });
  }

  /** Makes the load balancer and its groups, or takes the caller's. */
  private balancer(
    name: string,
    args: InternalLoadBalancerArgs,
  ): { balancer: GateBalancer; groups: GateSecurityGroups } {
    const { vpcId, tags, loadBalancerArn: arn, loadBalancerSecurityGroupId: securityGroupId } = args;
    if (arn !== undefined && securityGroupId !== undefined) {
      const balancer = existingBalancer(name, this, { arn, securityGroupId, vpcId });
      return { balancer, groups: existingSecurityGroup(securityGroupId) };
    }
    const groups = ownSecurityGroups({ name, parent: this, tags }, vpcId);
    const balancer = ownBalancer(name, this, {
      vpcId,
      subnetIds: args.subnetIds,
      securityGroupIds: [groups.edgeId, groups.balancerId],
      deletionProtection: args.deletionProtection ?? false,
      logBucketName: args.logBucketName,
      tags,
    });
    return { balancer, groups };
  }

  /** Closed from the first moment: it answers 403 until a rule says otherwise. */
  private listener(name: string, args: InternalLoadBalancerArgs, balancer: GateBalancer): lb.Listener {
    return new lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: balancer.arn,
        port: withDefaults(args).port,
        protocol: "HTTPS",
        certificateArn: args.certificateArn,
        // TLS 1.3, and of TLS 1.2 only what has forward secrecy and authenticated encryption.
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
      // On another port it stands beside the old one until the edge calls there.
      { parent: this, replaceOnChanges: ["port"] },
    );
  }

  /**
   * The certificate stands in the listener's list as well, as AWS allows: when another one becomes the default, what the
   * edge still asks for by its former name is there until the edge has the new one.
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

  private originRecord(name: string, args: InternalLoadBalancerArgs, balancer: GateBalancer): void {
    new route53.Record(
      `${name}-origin`,
      {
        zoneId: args.hostedZoneId ?? "",
        name: args.originDomainName,
        type: "A",
        aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false }],
      },
      { parent: this },
    );
  }
}

/** Says what is wrong with the arguments of a gate, its name left aside. */
export function loadBalancerProblems(
  args: Omit<InternalLoadBalancerArgs, "vpcId" | "subnetIds" | "certificateArn">,
): string[] {
  const { port, publicPort, signedPort, headerName, headerGeneration, dropped, adminCidrs } =
    withDefaults(args);
  return [
    ...existingBalancerProblems(args),
    ...domainNameProblems("originDomainName", args.originDomainName),
    ...listenerPortProblems(port),
    ...portProblems("publicPort", publicPort),
    ...portProblems("signedPort", signedPort),
    ...headerNameProblems(headerName),
    ...generationProblems(headerGeneration, dropped),
    ...adminCidrProblems(adminCidrs, args.allowPublicAdminCidrs ?? false),
  ];
}

/** A load balancer of the caller's comes with the group to open; one without the other opens nothing. */
function existingBalancerProblems(args: Partial<InternalLoadBalancerArgs>): string[] {
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
    port: args.listenerPort ?? 443,
    cloudFrontAddresses: args.admitCloudFrontAddresses ?? true,
    publicPort: args.publicPort ?? 8443,
    signedPort: args.signedPort ?? 8444,
    headerName: args.headerName ?? "X-From-CloudFront",
    headerGeneration: args.headerGeneration ?? 1,
    dropped: args.droppedHeaderGenerations ?? [],
    adminCidrs: args.adminCidrs ?? [],
  };
}

function fingerprints(publicTier: TierGate, signedTier: TierGate): pulumi.Output<{ [tier: string]: string }> {
  return pulumi
    .all([publicTier.fingerprint, signedTier.fingerprint])
    .apply(([ofPublic, ofSigned]): { [tier: string]: string } => ({ public: ofPublic, signed: ofSigned }));
}

import * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "./argumentError";
import { gateSecurityGroups } from "./gateSecurity";
import { type TierGate, tierGate } from "./gateTiers";
import { adminCidrProblems } from "./plan/cidrs";
import { generationProblems } from "./plan/headerGenerations";
import { headerNameProblems } from "./plan/headerNames";
import { portProblems } from "./plan/instances";
import { componentNameProblems, domainNameProblems } from "./plan/names";

/** Arguments of the load balancer in front of the application. */
export interface OriginGateArgs {
  /** Id of the VPC. It needs an internet gateway before CloudFront can enter it. */
  vpcId: pulumi.Input<string>;
  /** Ids of private subnets in at least two zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
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
  /** Private IPv4 ranges that reach port 443 for administration; the header is still demanded. Default: none. */
  adminCidrs?: string[];
  /** Admits public ranges of up to 256 addresses in `adminCidrs`. Default: false. */
  allowPublicAdminCidrs?: boolean;
  /** Refuses the deletion of the load balancer. Default: false. */
  deletionProtection?: boolean;
  /** Tags for everything in front of the application. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * An internal load balancer that answers 403 unless a request carries the secret header of a tier, and then
 * sends it to that tier's port.
 *
 * @example new OriginGate("site", { vpcId, subnetIds, certificateArn, originDomainName: "origin.example.com" })
 */
export class OriginGate extends pulumi.ComponentResource {
  /** ARN of the load balancer. */
  public readonly albArn: pulumi.Output<string>;
  /** DNS name of the load balancer, which resolves to private addresses. */
  public readonly albDnsName: pulumi.Output<string>;
  /** Id of the security group from which the application's ports are reached. */
  public readonly albSecurityGroupId: pulumi.Output<string>;
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

  constructor(name: string, args: OriginGateArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseProblems("OriginGate", name, [...componentNameProblems(name, "-signed"), ...gateProblems(args)]);
    super("secure-origin:index:OriginGate", name, {}, opts);
    const { vpcId, tags = {} } = args;
    const { publicPort, signedPort, headerName, headerGeneration, dropped, adminCidrs } = withDefaults(args);

    const groups = gateSecurityGroups({ name, parent: this, vpcId, adminCidrs, tags });
    const balancer = this.loadBalancer(name, args, [groups.edge.id, groups.balancer.id]);
    const listener = this.listener(name, args, balancer);
    const shared = { name, parent: this, vpcId, listener, headerName, tags };
    const generations = { current: headerGeneration, dropped };
    const publicTier = tierGate({ ...shared, tier: "public", port: publicPort, priority: 20, generations });
    const signedTier = tierGate({ ...shared, tier: "signed", port: signedPort, priority: 10, generations });
    if (args.hostedZoneId !== undefined) {
      this.originRecord(name, args, balancer);
    }

    this.albArn = balancer.arn;
    this.albDnsName = balancer.dnsName;
    this.albSecurityGroupId = groups.balancer.id;
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
      listenerArn: this.listenerArn,
      targetGroupArns: this.targetGroupArns,
      headerName: this.headerName,
      headerGeneration: this.headerGeneration,
      publicHeaderValue: this.publicHeaderValue,
      signedHeaderValue: this.signedHeaderValue,
      headerFingerprints: this.headerFingerprints,
    });
  }

  private loadBalancer(name: string, args: OriginGateArgs, groups: pulumi.Output<string>[]): lb.LoadBalancer {
    return new lb.LoadBalancer(
      `${name}-alb`,
      {
        loadBalancerType: "application",
        internal: true,
        ipAddressType: "ipv4",
        subnets: args.subnetIds,
        securityGroups: groups,
        dropInvalidHeaderFields: true,
        // Requests that two HTTP parsers could read in two ways are refused, not classified.
        desyncMitigationMode: "strictest",
        enableDeletionProtection: args.deletionProtection ?? false,
        tags: args.tags,
      },
      // AWS moves no load balancer to another VPC, and the provider would try.
      { parent: this, replacementTrigger: args.vpcId },
    );
  }

  /** Closed from the first moment: it answers 403 until a rule says otherwise. */
  private listener(name: string, args: OriginGateArgs, balancer: lb.LoadBalancer): lb.Listener {
    return new lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: balancer.arn,
        port: 443,
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
      { parent: this },
    );
  }

  private originRecord(name: string, args: OriginGateArgs, balancer: lb.LoadBalancer): void {
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
export function gateProblems(args: Omit<OriginGateArgs, "vpcId" | "subnetIds" | "certificateArn">): string[] {
  const { publicPort, signedPort, headerName, headerGeneration, dropped, adminCidrs } = withDefaults(args);
  return [
    ...domainNameProblems("originDomainName", args.originDomainName),
    ...portProblems("publicPort", publicPort),
    ...portProblems("signedPort", signedPort),
    ...headerNameProblems(headerName),
    ...generationProblems(headerGeneration, dropped),
    ...adminCidrProblems(adminCidrs, args.allowPublicAdminCidrs ?? false),
  ];
}

function withDefaults(args: Partial<OriginGateArgs>) {
  return {
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

import { declared, type Leaf, output, type Resource } from "../../model";
import { type Part, within } from "./place";

/** Id of AWS's list of the addresses of CloudFront, in eu-west-1. */
export const CLOUDFRONT_ADDRESSES = "pl-4fa04526";

/** A load balancer of either module that has one: the resources are the same, their types are not. */
interface BalancerPart extends Part {
  readonly module: "lb" | "alb";
  readonly subnets: readonly Leaf[] | Leaf;
  readonly securityGroups: readonly Leaf[];
  readonly deletionProtection?: boolean;
}

/** An internal load balancer `NAME-alb` with a listener `NAME-https` that refuses what no rule admits. */
export function balancer(part: BalancerPart): Resource[] {
  const { name, module, subnets, securityGroups, deletionProtection = false } = part;
  const place = within(part);
  return [
    declared(
      `aws:${module}/loadBalancer:LoadBalancer`,
      `${name}-alb`,
      {
        internal: true,
        loadBalancerType: "application",
        ipAddressType: "ipv4",
        subnets,
        securityGroups,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "strictest",
        enableDeletionProtection: deletionProtection,
      },
      place,
    ),
    declared(
      `aws:${module}/listener:Listener`,
      `${name}-https`,
      {
        loadBalancerArn: output(`${name}-alb`, "arn"),
        port: 443,
        protocol: "HTTPS",
        certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: { contentType: "text/plain", statusCode: "403", messageBody: "Forbidden" },
          },
        ],
      },
      place,
    ),
  ];
}

/** A tier behind the listener `NAME-https`. */
interface TierPart extends Part {
  readonly module: "lb" | "alb";
  readonly tier: "public" | "signed";
  readonly vpcId: Leaf;
  /** The header values that open the tier, the current one first. */
  readonly secrets: readonly Leaf[];
}

/** The port on which instances serve a tier. */
export const PORTS = { public: 8443, signed: 8444 } as const;

/** A tier: a target group `NAME-TIER-targets`, and a rule `NAME-TIER-rule` that opens it to a header value. */
export function tier(part: TierPart): Resource[] {
  const { name, module, secrets, vpcId } = part;
  const place = within(part);
  const targets = `${name}-${part.tier}-targets`;
  return [
    declared(
      `aws:${module}/targetGroup:TargetGroup`,
      targets,
      { vpcId, targetType: "instance", protocol: "HTTPS", port: PORTS[part.tier] },
      place,
    ),
    declared(
      `aws:${module}/listenerRule:ListenerRule`,
      `${name}-${part.tier}-rule`,
      {
        listenerArn: output(`${name}-https`, "arn"),
        priority: part.tier === "signed" ? 10 : 20,
        conditions: [{ httpHeader: { httpHeaderName: "X-From-CloudFront", values: secrets } }],
        actions: [{ type: "forward", targetGroupArn: output(targets, "arn") }],
      },
      place,
    ),
  ];
}

/** A header value of 256 random bits. */
export function headerSecret(part: Part, name: string): Resource {
  return declared("random:index/randomBytes:RandomBytes", name, { length: 32 }, within(part));
}

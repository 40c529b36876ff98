import { declared, type Leaf, output, type Resource } from "../../stackModel";
import { type GroupInputs, parentOf } from "./groupInputs";

/** The id of CloudFront's managed prefix list in eu-west-1. */
export const CLOUDFRONT_ADDRESSES = "pl-4fa04526";

/** The inputs of a load balancer in either module, whose resources differ only in their types. */
interface LoadBalancerInputs extends GroupInputs {
  readonly module: "lb" | "alb";
  readonly subnets: readonly Leaf[] | Leaf;
  readonly securityGroups: readonly Leaf[];
  readonly deletionProtection?: boolean;
}

/** Declares an internal load balancer `NAME-alb` with a listener `NAME-https` that refuses requests by default. */
export function applicationLoadBalancer(inputs: LoadBalancerInputs): Resource[] {
  const { name, module, subnets, securityGroups, deletionProtection = false } = inputs;
  const options = parentOf(inputs);
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
      options,
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
      options,
    ),
  ];
}

/** The inputs of a tier behind the listener `NAME-https`. */
interface TierInputs extends GroupInputs {
  readonly module: "lb" | "alb";
  readonly tier: "public" | "signed";
  readonly vpcId: Leaf;
  /** The header values that the tier accepts, the current one first. */
  readonly secrets: readonly Leaf[];
}

/** The ports of the tiers on instances. */
export const PORTS = { public: 8443, signed: 8444 } as const;

/** Declares a target group `NAME-TIER-targets`, and a rule `NAME-TIER-rule` that checks the header. */
export function tier(inputs: TierInputs): Resource[] {
  const { name, module, secrets, vpcId } = inputs;
  const options = parentOf(inputs);
  const targets = `${name}-${inputs.tier}-targets`;
  return [
    declared(
      `aws:${module}/targetGroup:TargetGroup`,
      targets,
      { vpcId, targetType: "instance", protocol: "HTTPS", port: PORTS[inputs.tier] },
      options,
    ),
    declared(
      `aws:${module}/listenerRule:ListenerRule`,
      `${name}-${inputs.tier}-rule`,
      {
        listenerArn: output(`${name}-https`, "arn"),
        priority: inputs.tier === "signed" ? 10 : 20,
        conditions: [{ httpHeader: { httpHeaderName: "X-From-CloudFront", values: secrets } }],
        actions: [{ type: "forward", targetGroupArn: output(targets, "arn") }],
      },
      options,
    ),
  ];
}

/** Declares a header value of 256 random bits. */
export function headerSecret(inputs: GroupInputs, name: string): Resource {
  return declared("random:index/randomBytes:RandomBytes", name, { length: 32 }, parentOf(inputs));
}

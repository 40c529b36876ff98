import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { RandomBytes } from "@pulumi/random/randomBytes";
import { acceptedGenerations, fingerprint } from "./plan/headerGenerations";

/** 256 bits: as hexadecimal digits half of what a header condition can compare. */
const SECRET_BYTES = 32;

interface TierParts {
  name: string;
  parent: pulumi.Resource;
  vpcId: pulumi.Input<string>;
  listener: lb.Listener;
  headerName: string;
  tags: { [key: string]: pulumi.Input<string> };
  tier: string;
  port: number;
  /** Place of the tier's rule; it never changes, because AWS replaces a rule whose place does. */
  priority: number;
  generations: { current: number; dropped: number[] };
}

/** What a tier of the load balancer consists of. */
export interface TierGate {
  targetGroup: lb.TargetGroup;
  /** Secret: the value that CloudFront has to send. */
  headerValue: pulumi.Output<string>;
  /** What names that value without telling it. */
  fingerprint: pulumi.Output<string>;
}

/**
 * Makes a tier: its secrets, its target group, and the rule that joins them. The rule accepts the current
 * secret and those before it, so viewers are served while the change of one travels to the edge.
 */
export function tierGate(parts: TierParts): TierGate {
  const { name, parent, tier, tags, generations } = parts;
  const tierName = `${name}-${tier}`;
  const accepted = acceptedGenerations(generations.current, generations.dropped);
  // Lower-case hexadecimal, because the load balancer ignores case and takes * and ? as wildcards.
  const values = accepted.map(
    (generation) => new RandomBytes(`${tierName}-${generation}`, { length: SECRET_BYTES }, { parent }).hex,
  );
  const [current] = values;
  if (current === undefined) {
    throw new Error("the current generation is dropped");
  } // refused by the gate

  const targetGroup = new lb.TargetGroup(
    tierName,
    {
      vpcId: parts.vpcId,
      targetType: "instance",
      protocol: "HTTPS",
      port: parts.port,
      // Long enough for a download to end, short enough for a rolling replacement.
      deregistrationDelay: 60,
      healthCheck: { protocol: "HTTPS", path: "/healthz", matcher: "200", interval: 10, healthyThreshold: 2 },
      tags,
    },
    { parent },
  );
  new lb.ListenerRule(
    tierName,
    {
      listenerArn: parts.listener.arn,
      priority: parts.priority,
      conditions: [{ httpHeader: { httpHeaderName: parts.headerName, values } }],
      actions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      tags,
    },
    { parent },
  );
  const known = pulumi.unsecret(current.apply(fingerprint));
  return { targetGroup, headerValue: current, fingerprint: known };
}

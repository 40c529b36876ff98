import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { RandomBytes } from "@pulumi/random/randomBytes";
import { acceptedGenerations, fingerprint, rulePriority } from "./plan/headerGenerations";

/** 256 bits: as hexadecimal digits half of what a header condition can compare. */
const SECRET_BYTES = 32;

interface TierParts {
  name: string;
  parent: pulumi.Resource;
  vpcId: pulumi.Input<string>;
  listener: lb.Listener;
  headerName: string;
  tags: { [key: string]: pulumi.Input<string> };
  tier: "public" | "signed";
  port: number;
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
 * Makes a tier: its secrets, its target group, and the rules that join them, one for each secret that is accepted.
 *
 * A rule for a new secret stands before the distribution sends it, because the distribution depends on the gate; the
 * rule for one that is no longer accepted goes after the distribution has been deployed, because Pulumi deletes last.
 * So whatever generation comes after whatever other, in one update or after one that failed half-way, the secret that
 * CloudFront sends is accepted at every moment.
 */
export function tierGate(parts: TierParts): TierGate {
  const { name, parent, tier, tags, generations } = parts;
  const tierName = `${name}-${tier}`;
  const accepted = acceptedGenerations(generations.current, generations.dropped);
  // Lower-case hexadecimal, because the load balancer ignores case and takes * and ? as wildcards.
  const secrets = accepted.map((generation) => ({
    generation,
    value: new RandomBytes(`${tierName}-${generation}`, { length: SECRET_BYTES }, { parent }).hex,
  }));
  const [current] = secrets;
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
  for (const { generation, value } of secrets) {
    new lb.ListenerRule(
      `${tierName}-${generation}`,
      {
        listenerArn: parts.listener.arn,
        priority: rulePriority(tier, generation),
        conditions: [{ httpHeader: { httpHeaderName: parts.headerName, values: [value] } }],
        actions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
        tags,
      },
      { parent },
    );
  }
  const known = pulumi.unsecret(current.value.apply(fingerprint));
  return { targetGroup, headerValue: current.value, fingerprint: known };
}

import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { RandomBytes } from "@pulumi/random/randomBytes";
import type { ComponentContext } from "../internal/componentContext";
import { acceptedGenerations, fingerprint, ruleName, rulePriority } from "./plan/headerGenerations";

/** 256 bits; their hexadecimal digits are half as long as a header condition may be. */
const SECRET_BYTES = 32;

/** What the target groups of a load balancer have as targets. */
export enum TargetType {
  /** EC2 instances, by their ids. */
  Instance = "instance",
  /** IP addresses, as ECS tasks with the network mode awsvpc have. */
  Ip = "ip",
}

interface TierInputs extends ComponentContext {
  vpcId: pulumi.Input<string>;
  listener: lb.Listener;
  headerName: string;
  tier: "public" | "signed";
  port: number;
  targetType: TargetType;
  generations: { current: number; dropped: number[] };
}

/** A tier of the load balancer. */
export interface Tier {
  /** ARN of the target group, known only when listener rules forward to it: ECS refuses one without a load balancer. */
  targetGroupArn: pulumi.Output<string>;
  /** Secret: the value that CloudFront has to send. */
  headerValue: pulumi.Output<string>;
  /** Identifies that value without revealing it. */
  fingerprint: pulumi.Output<string>;
}

/**
 * Creates a tier: its secrets, its target group, and a listener rule for each secret that is accepted.
 *
 * The rule for a new secret is created before the distribution sends it, because the distribution depends on the load
 * balancer; the rule for a secret that is no longer accepted is deleted after the distribution is deployed, because Pulumi
 * deletes last. So the secret that CloudFront sends is always accepted, whichever generation or name of the header follows
 * which, also after an update that failed half-way.
 */
export function createTier(inputs: TierInputs): Tier {
  const { name, parent, tier, tags, generations } = inputs;
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
  } // refused by the validation

  const targetGroup = new lb.TargetGroup(
    tierName,
    {
      vpcId: inputs.vpcId,
      targetType: inputs.targetType,
      protocol: "HTTPS",
      port: inputs.port,
      // Long enough for most downloads, short enough for a rolling replacement.
      deregistrationDelay: 60,
      healthCheck: { protocol: "HTTPS", path: "/healthz", matcher: "200", interval: 10, healthyThreshold: 2 },
      tags,
    },
    { parent },
  );
  const rules = secrets.map(
    ({ generation, value }) =>
      new lb.ListenerRule(
        ruleName(tierName, inputs.headerName, generation),
        {
          listenerArn: inputs.listener.arn,
          priority: rulePriority(tier, inputs.headerName, generation),
          conditions: [{ httpHeader: { httpHeaderName: inputs.headerName, values: [value] } }],
          actions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
          tags,
        },
        { parent },
      ),
  );
  // A preview knows the URNs of new rules, so it knows the ARN of a target group that exists.
  const targetGroupArn = pulumi
    .all([targetGroup.arn, pulumi.all(rules.map(({ urn }) => urn))])
    .apply(([arn]) => arn);
  const known = pulumi.unsecret(current.value.apply(fingerprint));
  return { targetGroupArn, headerValue: current.value, fingerprint: known };
}

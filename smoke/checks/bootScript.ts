import { DescribeInstancesCommand, EC2Client, type Instance } from "@aws-sdk/client-ec2";
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type TargetHealth,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Rig, Verdict } from "../experiment";

/** The grace period of the Auto Scaling group in seconds. */
const GRACE = 180;

/** Seconds between attempts, and the number of attempts. */
const LOOK = { every: 10, times: 90 } as const;

/** Checks that a new instance serves both ports before the group would replace it. */
export async function bootsInTime(rig: Rig): Promise<Verdict> {
  const { region } = rig;
  const balancing = new ElasticLoadBalancingV2Client({ region });
  const ec2 = new EC2Client({ region });
  try {
    let seen = "no target was registered";
    for (let look = 0; look < LOOK.times; look++) {
      const healths = await healthOf(balancing, rig.outputs.targetGroupArns as string[]);
      const instances = await instancesOf(ec2, String(rig.outputs.scalingGroupName));
      if (instances.length > 1) {
        return { outcome: "fail", seen: `the group replaced an unhealthy instance: ${seen}` };
      }
      const launched = instances[0]?.LaunchTime?.getTime();
      if (launched !== undefined && healths.every((health) => health?.State === "healthy")) {
        const seconds = Math.round((Date.now() - launched) / 1000);
        const outcome = seconds <= GRACE ? "pass" : "fail";
        return {
          outcome,
          seen: `healthy on both ports at most ${seconds} s after launch; grace is ${GRACE} s`,
        };
      }
      seen = healths
        .map((health) => `${health?.State ?? "not registered"} (${health?.Reason ?? "–"})`)
        .join(", ");
      await rig.wait(LOOK.every);
    }
    return { outcome: "fail", seen: `not healthy after ${LOOK.every * LOOK.times} s: ${seen}` };
  } finally {
    balancing.destroy();
    ec2.destroy();
  }
}

/** Reads the health of the single target of each target group. */
async function healthOf(
  client: ElasticLoadBalancingV2Client,
  groups: readonly string[],
): Promise<(TargetHealth | undefined)[]> {
  return Promise.all(
    groups.map(async (TargetGroupArn) => {
      const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      return answer.TargetHealthDescriptions?.[0]?.TargetHealth;
    }),
  );
}

/** Lists every instance that the group has launched, including terminated ones. */
async function instancesOf(client: EC2Client, group: string): Promise<Instance[]> {
  const { Reservations = [] } = await client.send(
    new DescribeInstancesCommand({
      Filters: [{ Name: "tag:aws:autoscaling:groupName", Values: [group] }],
    }),
  );
  return Reservations.flatMap(({ Instances = [] }) => Instances);
}

/** Checks on a distribution with two origins, one VPC origin and one load balancer. */
import {
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import type { Reply } from "../../cli/prove/wire";
import type { Rig, Verdict } from "../experiment";

/** The number of requests for each path. */
const REQUESTS = 50;

/** Seconds between attempts, and the number of attempts. */
const LOOK = { every: 30, times: 120 } as const;

/** Seconds for which the AWS provider tries to delete a VPC that is still in use. */
const PATIENCE = 300;

/** The security group of CloudFront's network interfaces in a VPC. */
const SERVICE_GROUP = "CloudFront-VPCOrigins-Service-SG";

const described = ({ status, body }: Reply): string =>
  status === 200 || status === 403 ? body.trim().slice(0, 20) : `${status}`;

/** Repeats a request until the load balancer answers, since a new distribution reaches edge locations gradually. */
async function firstAnswer(rig: Rig): Promise<Reply> {
  let reply = await rig.get("/one/first");
  for (let tries = 0; reply.status >= 500 && tries < 10; tries++) {
    await rig.wait(15);
    reply = await rig.get("/one/first");
  }
  return reply;
}

/** Checks that origins that differ only in a header keep their headers apart. */
export async function headersStayApart(rig: Rig): Promise<Verdict> {
  await firstAnswer(rig);
  const answers = new Map<string, number>();
  for (let index = 0; index < REQUESTS; index++) {
    for (const path of ["one", "two"]) {
      const answer = `${path} answered ${described(await rig.get(`/${path}/${index}`))}`;
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
  }
  const seen = [...answers].map(([answer, count]) => `${answer} (${count})`).join(", ");
  const right = ["one answered one", "two answered two"];
  const others = [...answers.keys()].filter((answer) => !right.includes(answer));
  if (others.length === 0) {
    return { outcome: "pass", seen };
  }
  // Another body answers the question; an error from CloudFront does not.
  return { outcome: others.some((answer) => !/\d{3}$/.test(answer)) ? "fail" : "cannot tell", seen };
}

/** Checks that CloudFront refuses a load balancer whose certificate does not cover the origin domain name. */
export async function originNameIsChecked(rig: Rig): Promise<Verdict> {
  const right = await firstAnswer(rig);
  const { status } = await rig.get("/misnamed/any");
  const seen = `${right.status} under the certificate's name, ${status} under another`;
  if (right.status !== 200 || ![200, 502].includes(status)) {
    return { outcome: "cannot tell", seen };
  }
  return { outcome: status === 502 ? "pass" : "fail", seen };
}

/** Checks that the load balancer has to admit only CloudFront's prefix list. */
export async function prefixListAdmits(rig: Rig): Promise<Verdict> {
  const { status } = await firstAnswer(rig);
  const seen = `${status} from a load balancer that admits only the prefix list`;
  return { outcome: status === 200 ? "pass" : status === 504 ? "fail" : "cannot tell", seen };
}

/** Settings that remove the distribution and the VPC origin. */
export const CLOSED = { ingress: "closed" } as const;

/** Checks that CloudFront's resources in a VPC are gone before the AWS provider gives up deleting the VPC. */
export async function leftoversGoInTime(rig: Rig): Promise<Verdict> {
  const closed = await rig.deploy(CLOSED);
  if (!closed.ok) {
    return { outcome: "cannot tell", seen: "the VPC origin could not be deleted" };
  }
  const client = new EC2Client({ region: rig.region });
  const from = Date.now();
  const seconds = (): number => Math.round((Date.now() - from) / 1000);
  let interfacesGone: number | undefined;
  try {
    for (let look = 0; look < LOOK.times; look++) {
      const { groups, interfaces } = await leftIn(client, String(rig.outputs.vpcId));
      if (interfaces === 0) {
        interfacesGone ??= seconds();
      }
      if (groups + interfaces === 0) {
        const seen = `interfaces gone after ${interfacesGone} s, the service group after ${seconds()} s`;
        return { outcome: seconds() < PATIENCE ? "pass" : "fail", seen };
      }
      await rig.wait(LOOK.every);
    }
    const gone =
      interfacesGone === undefined ? "interfaces still there" : `interfaces gone after ${interfacesGone} s`;
    return { outcome: "fail", seen: `${gone}, the service group still there, after ${seconds()} s` };
  } finally {
    client.destroy();
  }
}

async function leftIn(client: EC2Client, vpcId: string): Promise<{ groups: number; interfaces: number }> {
  const inVpc = { Name: "vpc-id", Values: [vpcId] };
  const { SecurityGroups: groups = [] } = await client.send(
    new DescribeSecurityGroupsCommand({ Filters: [inVpc, { Name: "group-name", Values: [SERVICE_GROUP] }] }),
  );
  const ids = groups.flatMap(({ GroupId }) => GroupId ?? []);
  if (ids.length === 0) {
    return { groups: 0, interfaces: 0 };
  }
  const { NetworkInterfaces: interfaces = [] } = await client.send(
    new DescribeNetworkInterfacesCommand({ Filters: [inVpc, { Name: "group-id", Values: ids }] }),
  );
  return { groups: ids.length, interfaces: interfaces.length };
}

/** What the local cloud refuses of flow logs, each as AWS's pages say. */
import assert from "node:assert/strict";
import { flowLogTrust } from "../../../../components/network/plan/flowLogPolicies";
import type { Props } from "../support/client";
import { refused } from "../support/refused";
import { TRUST } from "../support/site";
import { useCloud } from "../support/useCloud";

describe("flow logs in the local cloud", () => {
  const cloud = useCloud("suite");
  let log: Props;
  before(async () => {
    const { vpc } = await cloud.site.network();
    const group = await cloud.site.make("cloudwatch/logGroup:LogGroup", {});
    const trust = flowLogTrust({ accountId: "111122223333", partition: "aws", region: "eu-west-1" });
    const role = await cloud.site.make("iam/role:Role", { assumeRolePolicy: trust });
    log = {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestination: group.outputs["arn"],
      iamRoleArn: role.outputs["arn"],
    };
  });
  const make = (rest: Props, ...without: string[]) => {
    const given = Object.entries({ ...log, ...rest }).filter(([name]) => !without.includes(name));
    return cloud.site.make("ec2/flowLog:FlowLog", Object.fromEntries(given));
  };

  it("are of one thing that exists, and of a type of traffic", async () => {
    await refused("InvalidVpcID.NotFound", make({ vpcId: "vpc-00000000" }));
    await refused("InvalidParameter", make({}, "vpcId"));
    await refused("InvalidParameter", make({ eniId: "eni-00000000" }));
    await refused("InvalidParameter", make({}, "trafficType"));
    await refused("InvalidParameter", make({ maxAggregationInterval: 300 }));
  });

  it("go to CloudWatch Logs with a role that VPC Flow Logs may use, and to a bucket without", async () => {
    await refused("InvalidParameter", make({}, "iamRoleArn"));
    await refused("InvalidParameter", make({}, "logDestination"));
    const arn = "arn:aws:logs:eu-west-1:111122223333:log-group:nobody's";
    await refused("InvalidParameter", make({ logDestination: arn }));
    const other = await cloud.site.make("iam/role:Role", { assumeRolePolicy: TRUST });
    await refused("InvalidParameter", make({ iamRoleArn: other.outputs["arn"] }));
    const bucket = await cloud.site.make("s3/bucket:Bucket", {});
    const toBucket = { logDestinationType: "s3", logDestination: `${String(bucket.outputs["arn"])}/flows` };
    await refused("InvalidParameter", make(toBucket));
    await make(toBucket, "iamRoleArn");
  });

  it("are made once for each destination", async () => {
    const { outputs } = await make({});
    assert.match(String(outputs["arn"]), /:vpc-flow-log\/fl-/);
    await refused("FlowLogAlreadyExists", make({}));
  });
});

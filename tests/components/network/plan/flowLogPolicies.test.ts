import assert from "node:assert/strict";
import { flowLogGrant, flowLogTrust } from "../../../../components/network/plan/flowLogPolicies";

const statements = (text: string) => (JSON.parse(text) as { Statement: object[] }).Statement;

describe("the role of a flow log", () => {
  it("is for VPC Flow Logs alone, and for flow logs of this account in this region", () => {
    const trust = flowLogTrust({ accountId: "111122223333", partition: "aws", region: "eu-west-1" });
    assert.deepEqual(statements(trust), [
      {
        Sid: "FlowLogs",
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:111122223333:vpc-flow-log/*" },
        },
      },
    ]);
  });

  it("writes to one log group and makes none, so that a deleted group stays deleted", () => {
    const arn = "arn:aws:logs:eu-west-1:111122223333:log-group:flows";
    assert.deepEqual(statements(flowLogGrant(arn)), [
      {
        Sid: "WriteFlows",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [arn, `${arn}:*`],
      },
      { Sid: "FindLogGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
    ]);
  });
});

import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, ec2Id } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { any, bool, num, obj, set, str } from "../../model/schema";
import { api, EC2_ERRORS, guide, registry } from "../../model/sources";
import { BUCKET, inSubnets, inVpc, LOG_GROUP, lenient, ROLE } from "../../model/tokens";
import { asText } from "../../values";
import { lets } from "../iam/policyDocuments";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const PAGE = api("ec2", "CreateFlowLogs");
const SERVICE = "vpc-flow-logs.amazonaws.com";

/** What a flow log can be of. */
const SUBJECTS = [
  "vpcId",
  "subnetId",
  "eniId",
  "transitGatewayId",
  "transitGatewayAttachmentId",
  "regionalNatGatewayId",
];

const flowLog: ResourceType = {
  token: FLOW_LOG,
  service: "EC2",
  operations: { create: "CreateFlowLogs", update: "CreateTags", delete: "DeleteFlowLogs" },
  source: registry("ec2/flowlog"),
  inputs: {
    deliverCrossAccountRole: str({ immutable: true }),
    destinationOptions: obj(
      {
        fileFormat: str({ oneOf: ["plain-text", "parquet"] }),
        hiveCompatiblePartitions: bool(),
        perHourPartition: bool(),
      },
      { immutable: true },
    ),
    eniId: str({ immutable: true }),
    iamRoleArn: str({ immutable: true }),
    logDestination: str({ immutable: true }),
    logDestinationType: str({
      immutable: true,
      default: "cloud-watch-logs",
      oneOf: ["cloud-watch-logs", "s3", "kinesis-data-firehose"],
    }),
    logFormat: str({ immutable: true }),
    maxAggregationInterval: num({ immutable: true, default: 600 }),
    regionalNatGatewayId: str({ immutable: true }),
    subnetId: str({ immutable: true }),
    tagFieldSpecifications: set(any(), { immutable: true }),
    trafficType: str({ immutable: true, oneOf: ["ACCEPT", "REJECT", "ALL"] }),
    transitGatewayAttachmentId: str({ immutable: true }),
    transitGatewayId: str({ immutable: true }),
    vpcId: str({ immutable: true }),
    ...REGION,
    ...TAGS,
  },
  id: () => ec2Id("fl"),
  outputs: {
    arn: stable((context) => arn(context, "ec2", `vpc-flow-log/${context.id}`)),
    logDestination: stable(() => ""),
    logFormat: stable(
      () =>
        "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
    ),
    ...TAGS_ALL,
  },
  references: [
    // AWS's pages name no flow log among what keeps a VPC or a subnet from being deleted.
    lenient(inVpc),
    lenient(inSubnets("subnetId")),
    {
      path: "logDestination",
      to: [LOG_GROUP, BUCKET],
      by: ["arn"],
      missing: { code: "InvalidParameter", status: 400, source: PAGE },
      known: (given, scope) =>
        scope.account.all(BUCKET).some((one) => one.outputs["arn"] === given.split("/")[0]) ||
        scope.account.all(LOG_GROUP).some((one) => `${asText(one.outputs["arn"])}:*` === given) ||
        given.includes(":firehose:"),
    },
    {
      path: "iamRoleArn",
      to: [ROLE],
      by: ["arn"],
      missing: { code: "InvalidParameter", status: 400, source: PAGE },
    },
  ],
  unique: SUBJECTS.map((subject) => ({
    of: [subject, "trafficType", "logDestination"],
    code: "FlowLogAlreadyExists",
    status: 400,
    source: EC2_ERRORS,
  })),
  rules: [
    {
      on: ["create"],
      code: "InvalidParameter",
      status: 400,
      source: PAGE,
      description:
        "A flow log is of one thing and of a type of traffic, aggregated for 60 or for 600 seconds.",
      validate: subjectOf,
    },
    {
      on: ["create"],
      code: "InvalidParameter",
      status: 400,
      source: PAGE,
      description:
        "A flow log to CloudWatch Logs has a log group and a role, one to S3 a bucket and no role.",
      validate: destinationOf,
    },
    {
      on: ["create"],
      code: "InvalidParameter",
      status: 400,
      source: guide("vpc/latest/userguide/flow-logs-iam-role.html"),
      description: "VPC Flow Logs may use the role.",
      validate: (context) => {
        const role = context.account
          .all(ROLE)
          .find((one) => one.outputs["arn"] === input(context, "iamRoleArn"));
        const trust = asText(role?.inputs["assumeRolePolicy"]) ?? "";
        return role === undefined || trusts(trust)
          ? undefined
          : `Unable to assume given IAM role: ${input(context, "iamRoleArn")}`;
      },
    },
  ],
};

/** A trust policy has no resource of its own. */
function trusts(document: string): boolean {
  const { Statement } = JSON.parse(document) as { Statement: object | object[] };
  const statements = [Statement].flat().map((one) => ({ Resource: "*", ...one }));
  return lets(JSON.stringify({ Statement: statements }), [SERVICE], "sts:AssumeRole", "*");
}

function subjectOf(context: OperationContext): string | undefined {
  const given = SUBJECTS.filter((name) => input(context, name) !== "");
  if (given.length !== 1) {
    return "A flow log needs exactly one resource id.";
  }
  const seconds = context.inputs["maxAggregationInterval"];
  if (seconds !== 60 && seconds !== 600) {
    return "Invalid maximum aggregation interval. Valid values: 60 | 600.";
  }
  const needsTraffic = !given[0]?.startsWith("transitGateway");
  return needsTraffic && input(context, "trafficType") === ""
    ? "The parameter trafficType is required for this resource type."
    : undefined;
}

function destinationOf(context: OperationContext): string | undefined {
  const kind = input(context, "logDestinationType");
  if (input(context, "logDestination") === "") {
    return "The parameter logDestination is required.";
  }
  if (kind === "cloud-watch-logs" && input(context, "iamRoleArn") === "") {
    return "DeliverLogsPermissionArn is required for the destination type cloud-watch-logs.";
  }
  return kind === "s3" && input(context, "iamRoleArn") !== ""
    ? "DeliverLogsPermissionArn is not applicable for the destination type s3."
    : undefined;
}

/** Resource type of flow logs. */
export const flowLogs = { resources: [flowLog] };

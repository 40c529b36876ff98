import { type FunctionType, type OperationContext } from "../../model/resourceType";
import { obj, set, str } from "../../model/schema";
import { registry } from "../../model/sources";
import { notFound, SECURITY_GROUP } from "../../model/tokens";
import { Refusal } from "../../refusal";
import { asList, asText } from "../../values";

/** Finds a security group, also CloudFront's own. */
export const getSecurityGroup: FunctionType = {
  token: "aws:ec2/getSecurityGroup:getSecurityGroup",
  source: registry("ec2/getsecuritygroup"),
  description: "Finds one security group, also CloudFront's own.",
  inputs: {
    id: str(),
    name: str(),
    vpcId: str(),
    region: str(),
    filters: set(obj({ name: str({ required: true }), values: set(str(), { required: true }) })),
  },
  answer: (args, scope) => {
    const found = scope.account
      .all(SECURITY_GROUP)
      .filter((one) => one.region === scope.region)
      .filter((one) => args["id"] === undefined || one.id === args["id"])
      .filter((one) => args["name"] === undefined || one.outputs["name"] === args["name"])
      .filter((one) => args["vpcId"] === undefined || one.outputs["vpcId"] === args["vpcId"])
      .filter((one) => asList(args["filters"]).every((filter) => passes(one.outputs, filter)));
    const [only] = found;
    if (only === undefined || found.length > 1) {
      const description =
        only === undefined
          ? "no matching EC2 Security Group found"
          : "multiple EC2 Security Groups matched; use additional constraints";
      throw new Refusal(
        { service: "EC2", operation: "DescribeSecurityGroups" },
        notFound("InvalidGroup.NotFound"),
        description,
      );
    }
    const { arn: groupArn, description, name, vpcId, tags } = only.outputs;
    return {
      ...args,
      id: only.id,
      arn: groupArn ?? "",
      description: description ?? "",
      name: name ?? "",
      vpcId: vpcId ?? "",
      tags: tags ?? {},
      region: scope.region,
    };
  },
};

const FILTERS: Readonly<Record<string, string>> = {
  "group-name": "name",
  "vpc-id": "vpcId",
  "group-id": "id",
  description: "description",
};

function passes(outputs: ResourceRecord, filter: unknown): boolean {
  const { name, values } = filter as { name: string; values: string[] };
  const key = FILTERS[name];
  return key !== undefined && values.includes(asText(outputs[key]) ?? "");
}

type ResourceRecord = OperationContext["outputs"];

import type { AccountResource } from "../../account/accountFile";
import { input, NAME, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, ec2Id, prefixed } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { bool, num, obj, set, str } from "../../model/schema";
import { EC2_ERRORS, guide, registry } from "../../model/sources";
import {
  inGroups,
  inVpc,
  LOAD_BALANCER,
  lenient,
  notFound,
  SECURITY_GROUP,
  VPC,
  VPC_ORIGIN,
} from "../../model/tokens";
import { asText, dig } from "../../values";
import { getSecurityGroup } from "./getSecurityGroup";
import { originFacing } from "./prefixLists";
import { groupTexts, inlineDescriptions, ruleTexts } from "./securityGroupTexts";

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const RULES_PER_GROUP = 60;
const LIMITS = guide("vpc/latest/userguide/amazon-vpc-limits.html");

const inlineRule = obj({
  cidrBlocks: set(str()),
  ipv6CidrBlocks: set(str()),
  prefixListIds: set(str()),
  securityGroups: set(str()),
  description: str({ max: 255 }),
  fromPort: num({ required: true }),
  toPort: num({ required: true }),
  protocol: str({ required: true }),
  self: bool({ default: false }),
});

const group: ResourceType = {
  token: SECURITY_GROUP,
  service: "EC2",
  operations: {
    create: "CreateSecurityGroup",
    update: "ModifySecurityGroupRules",
    delete: "DeleteSecurityGroup",
  },
  source: registry("ec2/securitygroup"),
  inputs: {
    description: str({ immutable: true, default: "Managed by Pulumi", max: 255 }),
    ...NAME,
    vpcId: str({ immutable: true }),
    ingress: set(inlineRule),
    egress: set(inlineRule),
    revokeRulesOnDelete: bool({ default: false }),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 255 },
  id: () => ec2Id("sg"),
  outputs: {
    arn: stable((context) => arn(context, "ec2", `security-group/${context.id}`)),
    name: stable(prefixed),
    ingress: stable(() => []),
    egress: stable(() => []),
    ownerId: stable((context) => context.accountId),
    ...TAGS_ALL,
  },
  references: [inVpc],
  unique: [{ of: ["vpcId", "name"], code: "InvalidGroup.Duplicate", status: 400, source: EC2_ERRORS }],
  rules: [
    {
      on: ["create"],
      code: "InvalidParameterValue",
      status: 400,
      source: guide("AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html"),
      description: "Names that begin with CloudFront-VPCOrigins-Service-SG are reserved for CloudFront.",
      validate: (context) =>
        input(context, "name").startsWith(SERVICE_GROUP)
          ? `A group name must not begin with ${SERVICE_GROUP}.`
          : undefined,
    },
    groupTexts,
    ruleTexts(inlineDescriptions),
  ],
};

/** Name of the group that CloudFront creates in a VPC with the first VPC origin. */
export const SERVICE_GROUP = "CloudFront-VPCOrigins-Service-SG";

const defaultGroup: ResourceType = {
  token: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  service: "EC2",
  operations: {
    create: "RevokeSecurityGroupIngress",
    update: "AuthorizeSecurityGroupIngress",
    delete: "DescribeSecurityGroups",
  },
  source: registry("ec2/defaultsecuritygroup"),
  inputs: {
    ingress: set(inlineRule),
    egress: set(inlineRule),
    revokeRulesOnDelete: bool({ default: false }),
    vpcId: str({ immutable: true }),
    ...REGION,
    ...TAGS,
  },
  // Adopted, not created: it exists with the VPC.
  id: (context) =>
    asText(context.account.get(VPC, input(context, "vpcId"))?.outputs["defaultSecurityGroupId"]) ??
    ec2Id("sg"),
  outputs: {
    arn: stable((context) => arn(context, "ec2", `security-group/${context.id}`)),
    name: stable(() => "default"),
    namePrefix: stable(() => ""),
    description: stable(() => "default VPC security group"),
    ingress: stable(() => []),
    egress: stable(() => []),
    ownerId: stable((context) => context.accountId),
    ...TAGS_ALL,
  },
  references: [{ path: "vpcId", to: [VPC], by: ["id"], missing: notFound("InvalidVpcID.NotFound") }],
  rules: [ruleTexts(inlineDescriptions)],
};

function groupRule(token: string, direction: "Ingress" | "Egress"): ResourceType {
  return {
    token,
    service: "EC2",
    operations: {
      create: `AuthorizeSecurityGroup${direction}`,
      update: "ModifySecurityGroupRules",
      delete: `RevokeSecurityGroup${direction}`,
    },
    source: registry(`vpc/securitygroup${direction.toLowerCase()}rule`),
    inputs: {
      securityGroupId: str({ required: true, immutable: true }),
      ipProtocol: str({ required: true }),
      fromPort: num({ min: -1, max: 65535 }),
      toPort: num({ min: -1, max: 65535 }),
      cidrIpv4: str(),
      cidrIpv6: str(),
      prefixListId: str(),
      referencedSecurityGroupId: str(),
      description: str({ max: 255 }),
      ...REGION,
      ...TAGS,
    },
    id: () => ec2Id("sgr"),
    outputs: {
      arn: stable((context) => arn(context, "ec2", `security-group-rule/${context.id}`)),
      securityGroupRuleId: stable((context) => context.id),
      ...TAGS_ALL,
    },
    // A group is deleted with its own rules.
    references: [lenient(inGroups("securityGroupId")), inGroups("referencedSecurityGroupId")],
    unique: ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"].flatMap((peer) => [
      {
        of: ["securityGroupId", "ipProtocol", "fromPort", "toPort", peer],
        code: "InvalidPermission.Duplicate",
        status: 400,
        source: EC2_ERRORS,
      },
    ]),
    deleted: (context) => {
      // CloudFront deletes its group when no rule references it and no VPC origin needs it.
      const group = context.account.get(SECURITY_GROUP, input(context, "referencedSecurityGroupId"));
      if (group !== undefined && group.urn === undefined && !isNeeded(context, group)) {
        context.account.remove(group);
      }
    },
    rules: [
      {
        on: ["create", "update"],
        code: "InvalidParameterCombination",
        status: 400,
        source: registry(`vpc/securitygroup${direction.toLowerCase()}rule`),
        description: "A rule names exactly one peer, and ports unless it is for all protocols.",
        validate: ruleShape,
      },
      ruleTexts((context) => [input(context, "description")]),
      {
        on: ["create", "update"],
        code: "RulesPerSecurityGroupLimitExceeded",
        status: 400,
        source: LIMITS,
        description:
          "A security group has 60 rules at most in each direction; a prefix list counts with its weight (CloudFront's: 55).",
        validate: (context) => tooMany(context, token),
      },
    ],
  };
}

/** Returns whether a VPC origin needs CloudFront's own group, or a rule references it. */
export function isNeeded(context: Pick<OperationContext, "account">, group: AccountResource): boolean {
  const vpcs = context.account
    .all(VPC_ORIGIN)
    .map((one) => asText(dig(one.inputs["vpcOriginEndpointConfig"], "arn")))
    .map((alb) => context.account.get(LOAD_BALANCER, alb)?.outputs["vpcId"]);
  return (
    vpcs.includes(group.outputs["vpcId"]) ||
    context.account.all().some((one) => one.inputs["referencedSecurityGroupId"] === group.id)
  );
}

function ruleShape(context: OperationContext): string | undefined {
  const peers = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"].filter(
    (name) => input(context, name) !== "",
  );
  if (peers.length !== 1) {
    return "Exactly one of cidrIpv4, cidrIpv6, prefixListId and referencedSecurityGroupId must be given.";
  }
  const all = input(context, "ipProtocol") === "-1";
  const ports = context.inputs["fromPort"] !== undefined && context.inputs["toPort"] !== undefined;
  return all || ports ? undefined : "fromPort and toPort must be given unless ipProtocol is -1.";
}

function tooMany(context: OperationContext, token: string): string | undefined {
  const group = input(context, "securityGroupId");
  const weigh = (list: string | undefined) =>
    list === undefined || list === "" ? 1 : (originFacing(list)?.weight ?? 1);
  const present = context.account
    .all(token)
    .filter((one) => one.inputs["securityGroupId"] === group && one.id !== context.old?.id)
    .reduce((sum, one) => sum + weigh(asText(one.inputs["prefixListId"])), 0);
  const total = present + weigh(input(context, "prefixListId"));
  return total > RULES_PER_GROUP
    ? `The maximum number of rules per security group has been reached (${group}: ${total} of ${RULES_PER_GROUP}).`
    : undefined;
}

/** Resource types of security groups and their rules. */
export const securityGroups = {
  resources: [group, defaultGroup, groupRule(INGRESS, "Ingress"), groupRule(EGRESS, "Egress")],
  functions: [getSecurityGroup],
};

import type { AccountResource } from "../../account/accountFile";
import { TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, ec2Id, mixed } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { num, obj, set, str } from "../../model/schema";
import { api, guide, registry, terraform } from "../../model/sources";
import {
  DISTRIBUTION,
  hasInternetGateway,
  LOAD_BALANCER,
  SECURITY_GROUP,
  SUBNET,
  VPC_ORIGIN,
} from "../../model/tokens";
import { asText, asTexts, canonical, dig } from "../../values";
import { isNeeded, SERVICE_GROUP } from "../ec2/securityGroups";
import { etag, invalid } from "./cloudfront";

const PREREQUISITES = guide("AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html");
/** Availability Zone ids without VPC origins. */
const EXCLUDED_ZONES = ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"];
const PORTS = { min: 80, max: 65_535, required: true };

const vpcOrigin: ResourceType = {
  token: VPC_ORIGIN,
  service: "CloudFront",
  operations: { create: "CreateVpcOrigin", update: "UpdateVpcOrigin", delete: "DeleteVpcOrigin" },
  source: registry("cloudfront/vpcorigin"),
  global: true,
  propagation: "waited",
  inputs: {
    timeouts: obj({ create: str(), update: str(), delete: str() }),
    // No argument forces a replacement: every change is an UpdateVpcOrigin (terraform-provider-aws#40905).
    vpcOriginEndpointConfig: obj(
      {
        arn: str({ required: true }),
        httpPort: num(PORTS),
        httpsPort: num(PORTS),
        name: str({ required: true, max: 64 }),
        originProtocolPolicy: str({ required: true, oneOf: ["http-only", "https-only", "match-viewer"] }),
        originSslProtocols: obj(
          {
            items: set(str({ oneOf: ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"] }), { required: true }),
            quantity: num({ required: true }),
          },
          { required: true },
        ),
      },
      { required: true },
    ),
    ...TAGS,
  },
  id: () => `vo_${mixed(22)}`,
  outputs: {
    arn: stable((context) => arn(context, "cloudfront", `vpcorigin/${context.id}`)),
    etag,
    ...TAGS_ALL,
  },
  references: [
    {
      path: "vpcOriginEndpointConfig.arn",
      to: [LOAD_BALANCER],
      by: ["arn"],
      missing: { code: "EntityNotFound", status: 404, source: api("cloudfront", "CreateVpcOrigin") },
      inUse: { code: "ResourceInUse", status: 400, source: api("elb", "DeleteLoadBalancer") },
    },
  ],
  unique: [
    {
      of: ["vpcOriginEndpointConfig.name"],
      within: "account",
      code: "EntityAlreadyExists",
      status: 409,
      source: api("cloudfront", "CreateVpcOrigin"),
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      ...invalid("CreateVpcOrigin"),
      description: "Origin ports are 80, 443 or 1024 to 65535; the SSL protocol list states its length.",
      validate: endpointShape,
    },
    {
      on: ["create"],
      ...invalid("CreateVpcOrigin"),
      source: PREREQUISITES,
      description:
        "The VPC has an internet gateway; the load balancer has a security group and is in no zone without VPC origins.",
      validate: prerequisites,
    },
    {
      on: ["update"],
      code: "CannotUpdateEntityWhileInUse",
      status: 409,
      source: terraform(40905),
      description: "The endpoint of a VPC origin cannot change while a distribution uses it.",
      validate: (context) => (endpointChanges(context) ? usedBy(context, "updated") : undefined),
    },
    {
      on: ["delete"],
      code: "CannotDeleteEntityWhileInUse",
      status: 409,
      source: api("cloudfront", "DeleteVpcOrigin"),
      description: "A VPC origin cannot be deleted while a distribution uses it.",
      validate: (context) => usedBy(context, "deleted"),
    },
  ],
  created: (context) => {
    const vpcId = vpcOf(context);
    if (vpcId !== undefined && serviceGroups(context, vpcId).length === 0) {
      context.account.put(serviceGroup(context, vpcId));
    }
  },
  deleted: (context) => {
    const vpcId = vpcOf(context);
    for (const group of vpcId === undefined ? [] : serviceGroups(context, vpcId)) {
      if (!isNeeded(context, group)) {
        context.account.remove(group);
      }
    }
  },
};

function endpointShape(context: OperationContext): string | undefined {
  const config = context.inputs["vpcOriginEndpointConfig"];
  const ports = [Number(dig(config, "httpPort")), Number(dig(config, "httpsPort"))];
  if (ports.some((port) => port !== 80 && port !== 443 && port < 1024)) {
    return "The parameter HTTPPort or HTTPSPort is not 80, 443 or 1024 to 65535.";
  }
  const protocols = dig(config, "originSslProtocols");
  return asTexts(dig(protocols, "items")).length === Number(dig(protocols, "quantity"))
    ? undefined
    : "The parameter OriginSslProtocols does not have as many Items as its Quantity says.";
}

function balancer(context: OperationContext) {
  return context.account.get(LOAD_BALANCER, asText(dig(context.inputs["vpcOriginEndpointConfig"], "arn")));
}

function vpcOf(context: OperationContext): string | undefined {
  return asText(balancer(context)?.outputs["vpcId"]);
}

function prerequisites(context: OperationContext): string | undefined {
  const vpcId = vpcOf(context) ?? "";
  if (!hasInternetGateway(context, vpcId)) {
    return `The VPC ${vpcId} of the origin has no internet gateway attached.`;
  }
  const alb = balancer(context);
  if (asTexts(alb?.outputs["securityGroups"]).length === 0) {
    return "The load balancer of the origin has no security group.";
  }
  const zone = asTexts(alb?.outputs["subnets"])
    .map((id) => asText(context.account.get(SUBNET, id)?.outputs["availabilityZoneId"]) ?? "")
    .find((id) => EXCLUDED_ZONES.includes(id));
  return zone === undefined ? undefined : `VPC origins are not supported in the Availability Zone ${zone}.`;
}

function endpointChanges(context: OperationContext): boolean {
  return (
    canonical(context.inputs["vpcOriginEndpointConfig"]) !==
    canonical(context.old?.outputs["vpcOriginEndpointConfig"])
  );
}

function usedBy(context: OperationContext, what: string): string | undefined {
  const user = [...context.account.all(DISTRIBUTION), ...context.account.leaving()].find((one) =>
    originsOf(one).includes(`"vpcOriginId":"${context.id}"`),
  );
  return user === undefined
    ? undefined
    : `The VPC origin ${context.id} cannot be ${what} while the distribution ${user.id} uses it.`;
}

/**
 * Returns the origins of a distribution as text, both now and in the state that is in effect until a change is
 * deployed.
 */
function originsOf({ type, outputs, pending }: AccountResource): string {
  const before = pending !== undefined && Date.parse(pending.until) > Date.now() ? pending.before : undefined;
  return type === DISTRIBUTION ? JSON.stringify([outputs["origins"], before?.["origins"]]) : "";
}

function serviceGroups(context: OperationContext, vpcId: string) {
  return context.account
    .all(SECURITY_GROUP)
    .filter((one) => one.outputs["name"] === SERVICE_GROUP && one.outputs["vpcId"] === vpcId);
}

/** Creates the security group of CloudFront's network interfaces, which AWS owns and nobody may edit. */
function serviceGroup(context: OperationContext, vpcId: string) {
  const id = ec2Id("sg");
  const region = balancer(context)?.region ?? "";
  const inputs = { name: SERVICE_GROUP, description: "CloudFront VPC origins service security group", vpcId };
  const outputs = {
    ...inputs,
    id,
    region,
    arn: arn({ ...context, region }, "ec2", `security-group/${id}`),
    ownerId: context.accountId,
    tags: {},
    tagsAll: {},
  };
  return { type: SECURITY_GROUP, id, region, inputs: { ...inputs }, outputs };
}

/** Resource type of VPC origins. */
export const vpcOrigins = { resources: [vpcOrigin] };

import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, hex } from "../../model/identifiers";
import { type Naming, type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { bool, num, obj, set, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import {
  hasInternetGateway,
  inGroups,
  inSubnets,
  inVpc,
  LOAD_BALANCER,
  lenient,
  SECURITY_GROUP,
  SUBNET,
  subnetVpc,
  TARGET_GROUP,
} from "../../model/tokens";
import { asList, asText, asTexts } from "../../values";
import { regionOf } from "../ec2/regions";
import { ACCESS_LOGS } from "../logs/accessLogs";
import { removeListenersOf } from "./removal";

/** AWS's error for arguments that do not fit together. */
export const invalidElb = (operation: string) => ({
  code: "ValidationError",
  status: 400,
  source: api("elb", operation),
});

const logs = obj({ bucket: str({ required: true }), enabled: bool({ default: false }), prefix: str() });

/** Names of load balancers and target groups: at most 32 letters, digits and hyphens. */
const NAMED = {
  name: str({ immutable: true, pattern: /^[A-Za-z0-9-]+$/, max: 32 }),
  namePrefix: str({ immutable: true, max: 6 }),
};

/** Autonaming of both. */
const naming: Naming = { field: "name", max: 32, form: (name) => name.replaceAll(".", "-") };

/** Returns a new ARN, which is the id of both: kind, name and sixteen digits. */
function newArn(context: OperationContext, kind: "loadbalancer/app" | "targetgroup"): string {
  const name = input(context, "name") || input(context, "namePrefix");
  return arn(context, "elasticloadbalancing", `${kind}/${name}/${hex(16)}`);
}

const loadBalancer: ResourceType = {
  token: LOAD_BALANCER,
  service: "Elastic Load Balancing v2",
  operations: {
    create: "CreateLoadBalancer",
    update: "ModifyLoadBalancerAttributes",
    delete: "DeleteLoadBalancer",
  },
  source: registry("lb/loadbalancer"),
  inputs: {
    accessLogs: logs,
    clientKeepAlive: num({ default: 3600, min: 60, max: 604_800 }),
    connectionLogs: logs,
    desyncMitigationMode: str({ default: "defensive", oneOf: ["monitor", "defensive", "strictest"] }),
    dropInvalidHeaderFields: bool({ default: false }),
    enableCrossZoneLoadBalancing: bool(),
    enableDeletionProtection: bool({ default: false }),
    enableHttp2: bool({ default: true }),
    enableTlsVersionAndCipherSuiteHeaders: bool({ default: false }),
    enableWafFailOpen: bool({ default: false }),
    enableXffClientPort: bool({ default: false }),
    enableZonalShift: bool({ default: false }),
    healthCheckLogs: logs,
    idleTimeout: num({ default: 60, min: 1, max: 4000 }),
    internal: bool({ immutable: true }),
    ipAddressType: str({ oneOf: ["ipv4", "dualstack", "dualstack-without-public-ipv4"] }),
    loadBalancerType: str({
      immutable: true,
      default: "application",
      oneOf: ["application", "network", "gateway"],
    }),
    ...NAMED,
    preserveHostHeader: bool({ default: false }),
    securityGroups: set(str()),
    subnetMappings: set(
      obj({
        allocationId: str(),
        ipv6Address: str(),
        privateIpv4Address: str(),
        subnetId: str({ required: true }),
      }),
      { key: "subnetId" },
    ),
    subnets: set(str()),
    xffHeaderProcessingMode: str({ default: "append", oneOf: ["append", "preserve", "remove"] }),
    ...REGION,
    ...TAGS,
  },
  naming,
  id: (context) => newArn(context, "loadbalancer/app"),
  outputs: {
    arn: stable((context) => context.id),
    arnSuffix: stable((context) => context.id.split(":loadbalancer/")[1] ?? ""),
    name: stable((context) => (asText(context.outputs["arnSuffix"]) ?? "").split("/")[1] ?? ""),
    internal: stable(() => false),
    dnsName: stable((context) => {
      const host = `${asText(context.outputs["name"]) ?? ""}-${String(Number.parseInt(hex(7), 16))}.${context.region}.elb.amazonaws.com`;
      return input(context, "internal") === "true" ? `internal-${host}` : host;
    }),
    enableCrossZoneLoadBalancing: stable(() => true),
    ipAddressType: stable(() => "ipv4"),
    ipamPools: stable(() => undefined),
    securityGroups: stable(() => []),
    subnets: stable((context) => subnetsOf(context)),
    subnetMappings: stable((context) => subnetsOf(context).map((subnetId) => ({ subnetId, outpostId: "" }))),
    vpcId: stable((context) => subnetVpc(context, subnetsOf(context)[0])),
    zoneId: stable((context) => regionOf(context.region)?.elbZone ?? ""),
    ...TAGS_ALL,
  },
  references: [
    inSubnets("subnets[*]"),
    inSubnets("subnetMappings[*].subnetId"),
    inGroups("securityGroups[*]"),
  ],
  unique: [
    {
      of: ["name"],
      code: "DuplicateLoadBalancerName",
      status: 400,
      source: api("elb", "CreateLoadBalancer"),
    },
  ],
  rules: [
    ACCESS_LOGS,
    {
      on: ["create", "update"],
      code: "InvalidConfigurationRequest",
      status: 400,
      source: api("elb", "CreateLoadBalancer"),
      description: "An Application Load Balancer has subnets in at least two Availability Zones of one VPC.",
      validate: zonesOfBalancer,
    },
    {
      on: ["update"],
      operation: "SetSubnets",
      code: "InvalidSubnet",
      status: 400,
      source: "https://github.com/pulumi/pulumi-aws/issues/1382",
      description: "A load balancer's subnets may change, its VPC may not.",
      validate: (context) =>
        subnetVpc(context, subnetsOf(context)[0]) === context.old?.outputs["vpcId"]
          ? undefined
          : "The new subnets are not in the VPC of the load balancer.",
    },
    {
      on: ["create", "update"],
      code: "InvalidConfigurationRequest",
      status: 400,
      source: api("elb", "SetSecurityGroups"),
      description: "A load balancer's security groups belong to its VPC.",
      validate: (context) => {
        const vpcId = subnetVpc(context, subnetsOf(context)[0]);
        const groups = asTexts(context.inputs["securityGroups"]);
        const stranger = groups.find((id) => {
          const group = context.account.get(SECURITY_GROUP, id);
          return group !== undefined && group.outputs["vpcId"] !== vpcId;
        });
        return stranger === undefined
          ? undefined
          : `One or more security groups are invalid: ${stranger} is not in ${vpcId}.`;
      },
    },
    {
      on: ["create"],
      code: "InvalidSubnet",
      status: 400,
      source: api("elb", "CreateLoadBalancer"),
      description: "An internet-facing load balancer needs an internet gateway in its VPC.",
      validate: (context) => {
        const vpcId = subnetVpc(context, subnetsOf(context)[0]);
        return input(context, "internal") === "true" || hasInternetGateway(context, vpcId)
          ? undefined
          : `VPC ${vpcId} has no internet gateway`;
      },
    },
    {
      on: ["delete"],
      code: "OperationNotPermitted",
      status: 400,
      source: api("elb", "DeleteLoadBalancer"),
      description: "A load balancer with deletion protection cannot be deleted.",
      validate: (context) =>
        input(context, "enableDeletionProtection") === "true"
          ? `Load balancer '${context.id}' cannot be deleted because deletion protection is enabled`
          : undefined,
    },
  ],
  deleted: removeListenersOf,
};

function subnetsOf(context: OperationContext): string[] {
  const mapped = asList(context.inputs["subnetMappings"]).map(
    (one) => asText((one as { subnetId?: string }).subnetId) ?? "",
  );
  return [...asTexts(context.inputs["subnets"]), ...mapped];
}

function zonesOfBalancer(context: OperationContext): string | undefined {
  const subnets = subnetsOf(context);
  const zones = new Set(subnets.map((id) => context.account.get(SUBNET, id)?.outputs["availabilityZone"]));
  const vpcs = new Set(subnets.map((id) => subnetVpc(context, id)));
  if (zones.size < 2 || zones.size !== subnets.length) {
    return "At least two subnets in two different Availability Zones must be specified, and one in each.";
  }
  return vpcs.size > 1 ? "All subnets must belong to the same VPC." : undefined;
}

const targetGroup: ResourceType = {
  token: TARGET_GROUP,
  service: "Elastic Load Balancing v2",
  operations: { create: "CreateTargetGroup", update: "ModifyTargetGroup", delete: "DeleteTargetGroup" },
  source: registry("lb/targetgroup"),
  inputs: {
    connectionTermination: bool(),
    deregistrationDelay: num({ default: 300, min: 0, max: 3600 }),
    healthCheck: obj({
      enabled: bool({ default: true }),
      healthyThreshold: num({ default: 3, min: 2, max: 10 }),
      interval: num({ default: 30, min: 5, max: 300 }),
      matcher: str(),
      path: str(),
      port: str({ default: "traffic-port" }),
      protocol: str({ default: "HTTP", oneOf: ["HTTP", "HTTPS", "TCP"] }),
      timeout: num({ min: 2, max: 120 }),
      unhealthyThreshold: num({ default: 3, min: 2, max: 10 }),
    }),
    ipAddressType: str({ immutable: true, oneOf: ["ipv4", "ipv6"] }),
    loadBalancingAlgorithmType: str({
      oneOf: ["round_robin", "least_outstanding_requests", "weighted_random"],
    }),
    loadBalancingAnomalyMitigation: str({ oneOf: ["on", "off"] }),
    loadBalancingCrossZoneEnabled: str({ oneOf: ["true", "false", "use_load_balancer_configuration"] }),
    ...NAMED,
    port: num({ immutable: true, min: 1, max: 65535 }),
    protocol: str({ immutable: true, oneOf: ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"] }),
    protocolVersion: str({ immutable: true, oneOf: ["HTTP1", "HTTP2", "GRPC"] }),
    slowStart: num({ default: 0, min: 0, max: 900 }),
    stickiness: obj({
      cookieDuration: num({ default: 86_400, min: 1, max: 604_800 }),
      cookieName: str(),
      enabled: bool({ default: true }),
      type: str({ required: true }),
    }),
    targetType: str({ immutable: true, default: "instance", oneOf: ["instance", "ip", "lambda", "alb"] }),
    vpcId: str({ immutable: true }),
    ...REGION,
    ...TAGS,
  },
  naming,
  id: (context) => newArn(context, "targetgroup"),
  outputs: {
    arn: stable((context) => context.id),
    arnSuffix: stable((context) => context.id.split(":").pop() ?? ""),
    name: stable((context) => context.id.split("/")[1] ?? ""),
    ipAddressType: stable(() => "ipv4"),
    lambdaMultiValueHeadersEnabled: stable(() => false),
    loadBalancerArns: stable(() => []),
    loadBalancingAlgorithmType: stable(() => "round_robin"),
    loadBalancingAnomalyMitigation: stable(() => "off"),
    loadBalancingCrossZoneEnabled: stable(() => "use_load_balancer_configuration"),
    proxyProtocolV2: stable(() => false),
    protocolVersion: stable(() => "HTTP1"),
    ...TAGS_ALL,
  },
  references: [lenient(inVpc)],
  unique: [
    { of: ["name"], code: "DuplicateTargetGroupName", status: 400, source: api("elb", "CreateTargetGroup") },
  ],
  rules: [
    {
      on: ["create"],
      ...invalidElb("CreateTargetGroup"),
      description: "A target group for instances has a port, a protocol and a VPC.",
      validate: (context) => {
        const lacks = ["port", "protocol", "vpcId"].filter((name) => input(context, name) === "");
        return input(context, "targetType") === "lambda" || lacks.length === 0
          ? undefined
          : `${lacks.join(", ")} must be specified`;
      },
    },
  ],
};

/** Resource types of load balancers and target groups. */
export const elb = { resources: [loadBalancer, targetGroup] };

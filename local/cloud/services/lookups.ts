import type { AccountResource } from "../engine/accountState";
import { Refusal } from "../engine/refusal";
import { asList, asText, asTexts, canonical, dig, type Properties, type Value } from "../engine/values";
import type { FunctionType, Scope } from "./resourceType";
import { bool, map, obj, set, str } from "./schema";
import { api, registry } from "./sources";
import { LOAD_BALANCER, notFound, SUBNET, VPC } from "./tokens";

const filters = set(obj({ name: str({ required: true }), values: set(str(), { required: true }) }));

/** The filter that means the id of what is looked for. */
const ID_FILTERS: Readonly<Record<string, string>> = { [SUBNET]: "subnet-id", [VPC]: "vpc-id" };

/** A filter reads an output of its name, `availability-zone-id` availabilityZoneId, or a tag. */
function passes(record: AccountResource, filter: Value): boolean {
  const name = asText(dig(filter, "name")) ?? "";
  const output = name.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
  const value = name.startsWith("tag:")
    ? dig(record.outputs["tagsAll"], name.slice(4))
    : name === ID_FILTERS[record.type]
      ? record.id
      : record.outputs[output];
  return asTexts(dig(filter, "values")).includes(asText(value) ?? "");
}

/** The resources of a region that have all the arguments as outputs. */
function matching(type: string, args: Properties, scope: Scope): AccountResource[] {
  const wanted = Object.entries(args).filter(
    ([key]) => !["region", "filters", "tags", "state"].includes(key),
  );
  const tags = Object.entries((args["tags"] as Properties | undefined) ?? {});
  return scope.account
    .all(type)
    .filter((one) => one.region === scope.region)
    .filter((one) =>
      wanted.every(
        ([key, value]) => canonical(key === "id" ? one.id : one.outputs[key]) === canonical(value),
      ),
    )
    .filter((one) => tags.every(([key, value]) => dig(one.outputs["tagsAll"], key) === value))
    .filter((one) => asList(args["filters"]).every((filter) => passes(one, filter)));
}

/** The one that is meant. Throws as the AWS provider does when there is none, or more than one. */
function only(found: AccountResource[], what: string, operation: string, code: string): AccountResource {
  const [one] = found;
  if (one === undefined || found.length > 1) {
    const description =
      one === undefined
        ? `no matching ${what} found`
        : `multiple ${what}s matched; use additional constraints`;
    throw new Refusal({ service: "EC2", operation }, notFound(code), description);
  }
  return one;
}

const getSubnet: FunctionType = {
  token: "aws:ec2/getSubnet:getSubnet",
  source: registry("ec2/getsubnet"),
  description: "Finds one subnet of the account.",
  inputs: {
    availabilityZone: str(),
    availabilityZoneId: str(),
    cidrBlock: str(),
    filters,
    id: str(),
    region: str(),
    state: str(),
    tags: map(str()),
    vpcId: str(),
  },
  answer: (args, scope) => {
    const found = only(
      matching(SUBNET, args, scope),
      "EC2 Subnet",
      "DescribeSubnets",
      "InvalidSubnetID.NotFound",
    );
    return {
      ...found.outputs,
      availableIpAddressCount: 251,
      customerOwnedIpv4Pool: "",
      defaultForAz: false,
      enableLniAtDeviceIndex: 0,
      mapCustomerOwnedIpOnLaunch: false,
      outpostArn: "",
      state: "available",
      tags: found.outputs["tags"] ?? {},
    };
  },
};

const getVpc: FunctionType = {
  token: "aws:ec2/getVpc:getVpc",
  source: registry("ec2/getvpc"),
  description: "Finds one VPC of the account.",
  inputs: {
    cidrBlock: str(),
    default: bool(),
    filters,
    id: str(),
    region: str(),
    state: str(),
    tags: map(str()),
  },
  answer: (args, scope) => {
    const given = Object.fromEntries(Object.entries(args).filter(([key]) => key !== "default"));
    const found = only(
      // The account has no default VPC.
      args["default"] === true ? [] : matching(VPC, given, scope),
      "EC2 VPC",
      "DescribeVpcs",
      "InvalidVpcID.NotFound",
    );
    const cidrBlock = found.outputs["cidrBlock"] ?? "";
    return {
      ...found.outputs,
      cidrBlockAssociations: [{ associationId: "", cidrBlock, state: "associated" }],
      default: false,
      ipv6CidrBlockAssociations: [],
      state: "available",
      tags: found.outputs["tags"] ?? {},
    };
  },
};

const getLoadBalancer: FunctionType = {
  token: "aws:lb/getLoadBalancer:getLoadBalancer",
  source: registry("lb/getloadbalancer"),
  description: "Finds one load balancer of the account.",
  inputs: { arn: str(), name: str(), region: str(), tags: map(str()) },
  answer: (args, scope) => {
    const found = matching(LOAD_BALANCER, args, scope);
    const [one] = found;
    if (one === undefined || found.length > 1) {
      throw new Refusal(
        { service: "Elastic Load Balancing v2", operation: "DescribeLoadBalancers" },
        { code: "LoadBalancerNotFound", status: 400, source: api("elb", "DescribeLoadBalancers") },
        one === undefined
          ? "One or more load balancers not found"
          : "multiple load balancers matched; use additional constraints",
      );
    }
    const off = { bucket: "", enabled: false, prefix: "" };
    return {
      accessLogs: off,
      connectionLogs: [off],
      customerOwnedIpv4Pool: "",
      dnsRecordClientRoutingPolicy: "",
      enablePrefixForIpv6SourceNat: "",
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "",
      healthCheckLogs: [off],
      ipamPools: [],
      secondaryIpsAutoAssignedPerSubnet: 0,
      ...one.outputs,
      tags: one.outputs["tags"] ?? {},
    };
  },
};

/** Facts about how programs find what others made. */
export const lookups = { functions: [getSubnet, getVpc, getLoadBalancer] };

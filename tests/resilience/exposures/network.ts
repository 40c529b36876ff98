/** Finds exposures of the network: load balancers, security groups, public addresses. */
import { BlockList, isIPv4 } from "node:net";
import { originFacing } from "../../../local/cloud/services/ec2/prefixLists";
import { asList, asObject, asText, asTexts, dig, type Properties } from "../../../local/cloud/values";
import type { ResourcesOfType } from "./resourcesOfType";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const INSTANCE = "aws:ec2/instance:Instance";
const EIP = "aws:ec2/eip:Eip";

/** Hexadecimal digits of a header value that cannot be guessed: 128 bits. */
const leastDigits = 32;

const privateRanges = new BlockList();
privateRanges.addSubnet("10.0.0.0", 8);
privateRanges.addSubnet("172.16.0.0", 12);
privateRanges.addSubnet("192.168.0.0", 16);

/** Whether a whole range is private. */
function isPrivate(cidr: string): boolean {
  const [address = "", length = "0"] = cidr.split("/");
  return isIPv4(address) && Number(length) >= 8 && privateRanges.check(address);
}

/** Lists the ways into the VPC that bypass CloudFront. */
export function* inspectNetwork(resourcesOf: ResourcesOfType): Generator<string> {
  for (const { id, outputs } of resourcesOf(BALANCER)) {
    if (outputs["internal"] !== true) {
      yield `load balancer ${id} faces the internet`;
    }
  }
  for (const { id, outputs } of [...resourcesOf(LISTENER), ...resourcesOf(RULE)]) {
    yield* inspectActions(id, outputs);
  }
  for (const { id, outputs } of resourcesOf(GROUP)) {
    const inline = asList(outputs["ingress"]).map(asObject);
    yield* inline.flatMap((rule) => [...inspectSource(`security group ${id}`, rule)]);
  }
  for (const { outputs } of resourcesOf(INGRESS)) {
    yield* inspectSource(`security group ${asText(outputs["securityGroupId"]) ?? ""}`, outputs);
  }
  for (const { id, outputs } of resourcesOf(TEMPLATE)) {
    const interfaces = asList(outputs["networkInterfaces"]).map(asObject);
    if (interfaces.length === 0 || interfaces.some((one) => one["associatePublicIpAddress"] !== "false")) {
      yield `launch template ${id} may give instances public addresses`;
    }
  }
  for (const { id, outputs } of resourcesOf(INSTANCE)) {
    if (asText(outputs["publicIp"]) !== undefined && outputs["publicIp"] !== "") {
      yield `instance ${id} has a public address`;
    }
  }
  for (const { id, outputs } of resourcesOf(EIP)) {
    if (asText(outputs["instance"]) !== undefined && outputs["instance"] !== "") {
      yield `public address ${id} is attached to an instance`;
    }
  }
}

/** A listener forwards nothing by default, and a rule forwards only requests with a secret that cannot be guessed. */
function* inspectActions(id: string, outputs: Properties): Generator<string> {
  const actions = asList(outputs["defaultActions"] ?? outputs["actions"]).map(asObject);
  if (actions.every(({ type }) => type === "fixed-response")) {
    return;
  }
  const checked = asList(outputs["conditions"]).some((condition) => {
    const values = asTexts(dig(asObject(condition), "httpHeader.values"));
    return (
      values.length > 0 && values.every((value) => value.length >= leastDigits && /^[\da-f]+$/.test(value))
    );
  });
  if (!checked) {
    yield `${id} forwards requests without a secret`;
  }
}

/** Only CloudFront's prefix list, other security groups and private ranges may connect. */
function* inspectSource(group: string, rule: Properties): Generator<string> {
  const cidrs = [
    ...["cidrIpv4", "cidrIpv6"].map((name) => asText(rule[name]) ?? ""),
    ...asTexts(rule["cidrBlocks"]),
    ...asTexts(rule["ipv6CidrBlocks"]),
  ];
  for (const cidr of cidrs.filter((one) => one !== "" && !isPrivate(one))) {
    yield `${group} admits ${cidr}`;
  }
  const lists = [asText(rule["prefixListId"]) ?? "", ...asTexts(rule["prefixListIds"])];
  for (const list of lists.filter((one) => one !== "" && originFacing(one) === undefined)) {
    yield `${group} admits the prefix list ${list}`;
  }
}

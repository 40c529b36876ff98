import type { NetworkAssociationArgs } from "@pulumi/aws/ec2clientvpn";
import type { InstanceConnectEndpointArgs } from "@pulumi/aws/ec2transitgateway";
import type { EndpointArgs } from "@pulumi/aws/verifiedaccess";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../../values/field";
import { Reader } from "../../reader";
import { type OtherEndpoint, publicEndpoint } from "./endpoint";

const administrators = { ...publicEndpoint, isForAdministrators: true };

/**
 * Reads a Verified Access endpoint for a load balancer, a network interface, a database or a range of addresses.
 *
 * @see https://docs.aws.amazon.com/verified-access/latest/ug/verified-access-endpoints.html
 */
export function readVerifiedAccessEndpoint(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<EndpointArgs>>(props);
  const balancer = args.at("loadBalancerOptions");
  const range = args.at("cidrOptions");
  const placement = {
    securityGroups: args.at("securityGroupIds").strings(),
    subnets: [...balancer.at("subnetIds").strings(), ...range.at("subnetIds").strings()],
  };
  return [
    balancer.at("loadBalancerArn").string(),
    args.at("networkInterfaceOptions").at("networkInterfaceId").string(),
    rangeOf(range.at("cidr").string()),
  ]
    .filter((target) => target.state !== "absent")
    .map((target) => ({
      urn,
      kind: "Verified Access endpoint",
      ...publicEndpoint,
      target,
      source: "inside",
      placement,
      fix: "Remove the endpoint",
    }));
}

/** An unknown range may have any address; what the whole argument depends on are the subnets of the endpoint. */
function rangeOf(cidr: Field<string>): Field<string> {
  return cidr.state === "unknown" ? { state: "known", path: cidr.path, value: "0.0.0.0/0" } : cidr;
}

/**
 * Reads an EC2 Instance Connect Endpoint: a tunnel to every address of the VPC for those whom IAM allows.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/eice-security-groups.html
 */
export function readConnectEndpoint(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<InstanceConnectEndpointArgs>>(props);
  const subnet = args.at("subnetId").string();
  return [
    {
      urn,
      kind: "Instance Connect Endpoint",
      ...administrators,
      from: "a principal whom IAM allows to open a tunnel",
      target: { state: "known", path: subnet.path, value: "0.0.0.0/0" },
      source: "inside",
      placement: { securityGroups: args.at("securityGroupIds").strings(), subnets: [subnet] },
      fix: "Admit the endpoint's security group on the ports for administration only",
    },
  ];
}

/**
 * Reads the association of a Client VPN endpoint with a subnet, from whose addresses its clients send.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/client-authorization.html
 */
export function readClientVpnNetwork(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<NetworkAssociationArgs>>(props);
  const subnet = args.at("subnetId").string();
  return [
    {
      urn,
      kind: "Client VPN endpoint",
      ...administrators,
      from: "a client whom the VPN authenticates",
      target: { state: "known", path: subnet.path, value: "0.0.0.0/0" },
      source: "inside",
      placement: { securityGroups: [], subnets: [subnet] },
      link: args.at("clientVpnEndpointId").string(),
      fix: "Admit the VPN's security group on the ports for administration only",
    },
  ];
}

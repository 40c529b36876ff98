import type {
  DefaultSubnetArgs,
  EipArgs,
  EipAssociationArgs,
  InstanceArgs,
  LaunchConfigurationArgs,
  LaunchTemplateArgs,
  SpotFleetRequestArgs,
} from "@pulumi/aws/ec2";
import type { ServiceArgs } from "@pulumi/aws/ecs";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";

/**
 * A place where a server can get an address of the internet.
 *
 * - `automatic`: the argument that asks EC2 for one; absent leaves it to the subnet.
 * - `defaultSubnet`: no subnet is named, so EC2 takes a default subnet, and those give every server a public address.
 * - `elastic`: an Elastic IP that is attached to a server or a network interface, by the argument at `path`.
 */
export type PublicAddress =
  | { readonly urn: string; readonly kind: "automatic"; readonly assigned: Field<boolean> }
  | { readonly urn: string; readonly kind: "defaultSubnet"; readonly path: string }
  | {
      readonly urn: string;
      readonly kind: "elastic";
      readonly path: string;
      /** The instance or network interface that has the address. */
      readonly target: Field<string>;
    };

/**
 * Reads an instance or a spot instance request; both have the same arguments here.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
export function readInstance(urn: string, props: object): PublicAddress[] {
  const args = Reader.over<Unwrap<InstanceArgs>>(props);
  const assigned = args.at("associatePublicIpAddress").flag();
  if (assigned.state !== "absent") {
    return [{ urn, kind: "automatic", assigned }];
  }
  // Each of these says where the server's interface is; a template or an interface is read as a resource of its own.
  const placed = [
    args.at("subnetId"),
    args.at("networkInterfaces"),
    args.at("primaryNetworkInterface"),
    args.at("launchTemplate"),
  ];
  if (placed.some((reader) => reader.any().state !== "absent")) {
    return [];
  }
  return [{ urn, kind: "defaultSubnet", path: "subnetId" }];
}

/** Reads a launch template: each of its network interfaces can ask for a public address. */
export function readLaunchTemplate(urn: string, props: object): PublicAddress[] {
  const interfaces = Reader.over<Unwrap<LaunchTemplateArgs>>(props).at("networkInterfaces").items();
  if (interfaces.state === "absent") {
    return [];
  }
  if (interfaces.state === "unknown") {
    return [{ urn, kind: "automatic", assigned: interfaces }];
  }
  return interfaces.value.map((item) => ({
    urn,
    kind: "automatic",
    assigned: item.at("associatePublicIpAddress").flag(),
  }));
}

/** Reads a launch configuration, the older form of a launch template. */
export function readLaunchConfiguration(urn: string, props: object): PublicAddress[] {
  const args = Reader.over<Unwrap<LaunchConfigurationArgs>>(props);
  return [{ urn, kind: "automatic", assigned: args.at("associatePublicIpAddress").flag() }];
}

/** Reads an Elastic IP. One with no target is no way in: a NAT gateway takes it by its allocation id. */
export function readEip(urn: string, props: object): PublicAddress[] {
  const args = Reader.over<Unwrap<EipArgs>>(props);
  return elastic(urn, [args.at("instance").text(), args.at("networkInterface").text()]);
}

/** Reads the resource that attaches an Elastic IP. */
export function readEipAssociation(urn: string, props: object): PublicAddress[] {
  const args = Reader.over<Unwrap<EipAssociationArgs>>(props);
  return elastic(urn, [args.at("instanceId").text(), args.at("networkInterfaceId").text()]);
}

/**
 * Reads a subnet, which can give a public address to whatever starts in it. A default subnet does unless told not to.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
export function readSubnet(urn: string, props: object): PublicAddress[] {
  return [{ urn, kind: "automatic", assigned: mapsPublicAddresses(props) }];
}

/** Reads a default subnet. */
export function readDefaultSubnet(urn: string, props: object): PublicAddress[] {
  const assigned = mapsPublicAddresses(props);
  return [{ urn, kind: "automatic", assigned: assigned.state === "absent" ? yes(assigned.path) : assigned }];
}

function mapsPublicAddresses(props: object): Field<boolean> {
  return Reader.over<Unwrap<DefaultSubnetArgs>>(props).at("mapPublicIpOnLaunch").flag();
}

function yes(path: string): Field<boolean> {
  return { state: "known", path, value: true };
}

/** Reads a spot fleet: each of its specifications can ask for a public address. */
export function readSpotFleet(urn: string, props: object): PublicAddress[] {
  const specifications = Reader.over<Unwrap<SpotFleetRequestArgs>>(props).at("launchSpecifications").items();
  if (specifications.state !== "known") {
    return specifications.state === "absent" ? [] : [{ urn, kind: "automatic", assigned: specifications }];
  }
  return specifications.value.map((item) => ({
    urn,
    kind: "automatic",
    assigned: item.at("associatePublicIpAddress").flag(),
  }));
}

/** Reads a container service, whose tasks can ask for public addresses. */
export function readEcsService(urn: string, props: object): PublicAddress[] {
  const network = Reader.over<Unwrap<ServiceArgs>>(props).at("networkConfiguration");
  return [{ urn, kind: "automatic", assigned: network.at("assignPublicIp").flag() }];
}

/** The id of a target that is yet to be made is unknown in preview, but that there is a target is known. */
function elastic(urn: string, targets: readonly Field<string>[]): PublicAddress[] {
  const target = targets.find((field) => field.state !== "absent");
  return target === undefined ? [] : [{ urn, kind: "elastic", path: target.path, target }];
}

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
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/**
 * An argument that gives an instance a public IPv4 address.
 *
 * - `automatic`: EC2 assigns one; if absent, the subnet's setting decides.
 * - `defaultSubnet`: no subnet is set, so EC2 uses a default subnet, which assigns one to every instance.
 * - `elastic`: an Elastic IP is attached by the argument at `path`.
 */
export type PublicAddress =
  | { readonly urn: string; readonly kind: "automatic"; readonly assigned: Field<boolean> }
  | { readonly urn: string; readonly kind: "defaultSubnet"; readonly path: string }
  | {
      readonly urn: string;
      readonly kind: "elastic";
      readonly path: string;
      /** The instance or network interface. */
      readonly target: Field<string>;
    };

/** Arguments that give a public IPv4 address. */
export const addresses = recordReaders<PublicAddress>({
  [t.instance]: readInstance,
  [t.spotInstanceRequest]: readInstance,
  [t.launchTemplate]: readLaunchTemplate,
  [t.launchConfiguration]: readLaunchConfiguration,
  [t.eip]: readEip,
  [t.eipAssociation]: readEipAssociation,
  [t.subnet]: readSubnet,
  [t.defaultSubnet]: readDefaultSubnet,
  [t.ecsService]: readEcsService,
  [t.ecsTaskSet]: readEcsService,
  [t.spotFleet]: readSpotFleet,
});

/**
 * Also reads a spot instance request, which has the same arguments.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
function readInstance(urn: string, props: object): PublicAddress[] {
  const args = Reader.over<Unwrap<InstanceArgs>>(props);
  const assigned = args.at("associatePublicIpAddress").boolean();
  if (assigned.state !== "absent") {
    return [{ urn, kind: "automatic", assigned }];
  }
  // Each of these sets the subnet; templates and network interfaces are read as resources of their own.
  const placed = [
    args.at("subnetId"),
    args.at("networkInterfaces"),
    args.at("primaryNetworkInterface"),
    args.at("launchTemplate"),
  ];
  if (placed.some((reader) => reader.raw().state !== "absent")) {
    return [];
  }
  return [{ urn, kind: "defaultSubnet", path: "subnetId" }];
}

function readLaunchTemplate(urn: string, props: object): PublicAddress[] {
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
    assigned: item.at("associatePublicIpAddress").boolean(),
  }));
}

function readLaunchConfiguration(urn: string, props: object): PublicAddress[] {
  const args = Reader.over<Unwrap<LaunchConfigurationArgs>>(props);
  return [{ urn, kind: "automatic", assigned: args.at("associatePublicIpAddress").boolean() }];
}

/** Skips an Elastic IP without a target: a NAT gateway refers to it by its allocation id. */
function readEip(urn: string, props: object): PublicAddress[] {
  const args = Reader.over<Unwrap<EipArgs>>(props);
  return elastic(urn, [args.at("instance").string(), args.at("networkInterface").string()]);
}

function readEipAssociation(urn: string, props: object): PublicAddress[] {
  const args = Reader.over<Unwrap<EipAssociationArgs>>(props);
  return elastic(urn, [args.at("instanceId").string(), args.at("networkInterfaceId").string()]);
}

/**
 * A subnet can assign public addresses to its instances; a default subnet does so by default.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
function readSubnet(urn: string, props: object): PublicAddress[] {
  return [{ urn, kind: "automatic", assigned: mapsPublicAddresses(props) }];
}

function readDefaultSubnet(urn: string, props: object): PublicAddress[] {
  const assigned = mapsPublicAddresses(props);
  return [
    {
      urn,
      kind: "automatic",
      assigned: assigned.state === "absent" ? { state: "known", path: assigned.path, value: true } : assigned,
    },
  ];
}

function mapsPublicAddresses(props: object): Field<boolean> {
  return Reader.over<Unwrap<DefaultSubnetArgs>>(props).at("mapPublicIpOnLaunch").boolean();
}

function readSpotFleet(urn: string, props: object): PublicAddress[] {
  const specifications = Reader.over<Unwrap<SpotFleetRequestArgs>>(props).at("launchSpecifications").items();
  if (specifications.state !== "known") {
    return specifications.state === "absent" ? [] : [{ urn, kind: "automatic", assigned: specifications }];
  }
  return specifications.value.map((item) => ({
    urn,
    kind: "automatic",
    assigned: item.at("associatePublicIpAddress").boolean(),
  }));
}

/** Also reads a task set, which has the same argument. */
function readEcsService(urn: string, props: object): PublicAddress[] {
  const network = Reader.over<Unwrap<ServiceArgs>>(props).at("networkConfiguration");
  return [{ urn, kind: "automatic", assigned: network.at("assignPublicIp").boolean() }];
}

/** The id of a new target is unknown in preview, but not absent. */
function elastic(urn: string, targets: readonly Field<string>[]): PublicAddress[] {
  const target = targets.find((field) => field.state !== "absent");
  return target === undefined ? [] : [{ urn, kind: "elastic", path: target.path, target }];
}

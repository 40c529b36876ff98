import type { GroupArgs } from "@pulumi/aws/autoscaling";
import type { VolumeArgs } from "@pulumi/aws/ebs";
import type {
  InstanceArgs,
  LaunchConfigurationArgs,
  LaunchTemplateArgs,
  NetworkInterfaceArgs,
} from "@pulumi/aws/ec2";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";

/** Something that has network addresses: an instance, an interface, or what instances are launched from. */
export interface Server {
  readonly urn: string;
  readonly securityGroups: readonly Field<string>[];
  readonly subnet: Field<string>;
  /** Network interfaces that are resources of their own. */
  readonly interfaces: readonly Field<string>[];
  readonly launchTemplate: Field<string>;
  /** Present where it asks for addresses of IPv6, which the internet can reach. */
  readonly ipv6: Field<unknown>;
  /** Metadata options, volumes: what hygiene asks for. Absent on interfaces. */
  readonly metadata: Metadata | undefined;
  readonly volumes: readonly Volume[];
}

/** How instances give out their metadata. */
export interface Metadata {
  readonly path: string;
  readonly endpoint: Field<string>;
  readonly tokens: Field<string>;
  readonly hopLimit: Field<number>;
}

/** A volume of a server. */
export interface Volume {
  readonly path: string;
  readonly encrypted: Field<boolean>;
}

/** A scaling group. */
export interface Group {
  readonly urn: string;
  readonly targetGroups: readonly Field<string>[];
  readonly loadBalancers: readonly Field<string>[];
  /** A launch template's id or name, or a launch configuration's name. */
  readonly launch: readonly Field<string>[];
  readonly subnets: readonly Field<string>[];
}

type MetadataArgs = Unwrap<InstanceArgs>["metadataOptions"];

/** Reads an instance or a spot instance request. */
export function readInstanceServer(urn: string, props: object): Server[] {
  const args = Reader.over<Unwrap<InstanceArgs>>(props);
  const cards = args.at("networkInterfaces").each();
  const primary = args.at("primaryNetworkInterface").at("networkInterfaceId").text();
  return [
    {
      urn,
      securityGroups: [...args.at("vpcSecurityGroupIds").texts(), ...args.at("securityGroups").texts()],
      subnet: args.at("subnetId").text(),
      interfaces: [...cards.map((card) => card.at("networkInterfaceId").text()), primary],
      launchTemplate: launched(args.at("launchTemplate")),
      ipv6: asked(args.at("ipv6AddressCount"), args.at("ipv6Addresses")),
      metadata: metadata(args.at("metadataOptions")),
      volumes: [volume(args.at("rootBlockDevice")), ...args.at("ebsBlockDevices").each().map(volume)],
    },
  ];
}

/** Reads a launch template: what its instances get. */
export function readLaunchTemplateServer(urn: string, props: object): Server[] {
  const args = Reader.over<Unwrap<LaunchTemplateArgs>>(props);
  const cards = args.at("networkInterfaces").each();
  const [first] = cards;
  return [
    {
      urn,
      securityGroups: [
        ...args.at("vpcSecurityGroupIds").texts(),
        ...cards.flatMap((card) => card.at("securityGroups").texts()),
      ],
      subnet: first?.at("subnetId").text() ?? absent("networkInterfaces"),
      interfaces: cards.map((card) => card.at("networkInterfaceId").text()),
      launchTemplate: absent("launchTemplate"),
      ipv6:
        cards
          .map((card) => asked(card.at("ipv6AddressCount"), card.at("ipv6Addresses")))
          .find((field) => field.state !== "absent") ?? absent("networkInterfaces"),
      metadata: metadata(args.at("metadataOptions")),
      volumes: args
        .at("blockDeviceMappings")
        .each()
        .map((mapping) => mapping.at("ebs"))
        .filter((ebs) => ebs.any().state !== "absent")
        .map(volume),
    },
  ];
}

/** Reads a launch configuration, the older form of a launch template. */
export function readLaunchConfigurationServer(urn: string, props: object): Server[] {
  const args = Reader.over<Unwrap<LaunchConfigurationArgs>>(props);
  return [
    {
      urn,
      securityGroups: args.at("securityGroups").texts(),
      subnet: absent("subnetId"),
      interfaces: [],
      launchTemplate: absent("launchTemplate"),
      ipv6: absent("ipv6AddressCount"),
      metadata: metadata(args.at("metadataOptions")),
      volumes: [volume(args.at("rootBlockDevice")), ...args.at("ebsBlockDevices").each().map(volume)],
    },
  ];
}

/** Reads a network interface. */
export function readNetworkInterface(urn: string, props: object): Server[] {
  const args = Reader.over<Unwrap<NetworkInterfaceArgs>>(props);
  return [
    {
      urn,
      securityGroups: args.at("securityGroups").texts(),
      subnet: args.at("subnetId").text(),
      interfaces: [],
      launchTemplate: absent("launchTemplate"),
      ipv6: asked(args.at("ipv6AddressCount"), args.at("ipv6Addresses")),
      metadata: undefined,
      volumes: [],
    },
  ];
}

/** Reads a volume of its own, as the one volume of nobody. */
export function readVolume(urn: string, props: object): Pick<Server, "urn" | "volumes">[] {
  return [{ urn, volumes: [volume(Reader.over<Unwrap<VolumeArgs>>(props))] }];
}

/** Reads a scaling group. */
export function readGroup(urn: string, props: object): Group[] {
  const args = Reader.over<Unwrap<GroupArgs>>(props);
  const mixed = args.at("mixedInstancesPolicy").at("launchTemplate").at("launchTemplateSpecification");
  const sources = args.at("trafficSources").each();
  return [
    {
      urn,
      targetGroups: [
        ...args.at("targetGroupArns").texts(),
        ...sources.map((source) => source.at("identifier").text()),
      ],
      loadBalancers: args.at("loadBalancers").texts(),
      launch: [
        launched(args.at("launchTemplate")),
        mixed.at("launchTemplateId").text(),
        args.at("launchConfiguration").text(),
      ].filter((field) => field.state !== "absent"),
      subnets: args.at("vpcZoneIdentifiers").texts(),
    },
  ];
}

function absent(path: string): Field<never> {
  return { state: "absent", path };
}

function launched(template: Reader<{ id?: string; name?: string } | undefined>): Field<string> {
  const id = template.at("id").text();
  return id.state === "absent" ? template.at("name").text() : id;
}

function asked(count: Reader<number | undefined>, list: Reader<string[] | undefined>): Field<unknown> {
  const number = count.number();
  if (number.state === "unknown" || (number.state === "known" && number.value > 0)) {
    return number;
  }
  const items = list.items();
  return items.state === "known" && items.value.length === 0 ? absent(items.path) : items;
}

function metadata(args: Reader<MetadataArgs>): Metadata {
  return {
    path: args.any().path,
    endpoint: args.at("httpEndpoint").text(),
    tokens: args.at("httpTokens").text(),
    hopLimit: args.at("httpPutResponseHopLimit").number(),
  };
}

function volume(args: Reader<{ encrypted?: boolean | string } | undefined>): Volume {
  return { path: args.any().path, encrypted: args.at("encrypted").flag() };
}

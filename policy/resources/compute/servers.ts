import type { VolumeArgs } from "@pulumi/aws/ebs";
import type {
  InstanceArgs,
  LaunchConfigurationArgs,
  LaunchTemplateArgs,
  NetworkInterfaceArgs,
  VolumeAttachmentArgs,
} from "@pulumi/aws/ec2";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** An instance, a network interface, or what instances are launched from. */
export interface Server {
  readonly urn: string;
  readonly securityGroups: readonly Field<string>[];
  readonly subnet: Field<string>;
  /** Network interfaces that are resources. */
  readonly interfaces: readonly Field<string>[];
  readonly launchTemplate: Field<string>;
  /** Whether it has a public IPv4 address; if absent, its launch template or its subnet decides. */
  readonly publicAddress: Field<boolean>;
  /** The argument that assigns IPv6 addresses, which are always public; if absent, its subnet decides. */
  readonly ipv6: Field<unknown>;
  /** Undefined for network interfaces. */
  readonly metadata: Metadata | undefined;
  readonly volumes: readonly Volume[];
}

/** The options of an instance's metadata service. */
export interface Metadata {
  readonly path: string;
  readonly endpoint: Field<string>;
  readonly tokens: Field<string>;
  readonly hopLimit: Field<number>;
}

/** An EBS volume. */
export interface Volume {
  readonly path: string;
  readonly encrypted: Field<boolean>;
}

/** An attachment of a volume to an instance. */
export interface VolumeAttachment {
  readonly urn: string;
  readonly volume: Field<string>;
  readonly instance: Field<string>;
}

type MetadataArgs = Unwrap<InstanceArgs>["metadataOptions"];

/** Instances, network interfaces, and what instances are launched from. */
export const servers = recordReaders<Server>({
  [t.instance]: readInstanceServer,
  [t.spotInstanceRequest]: readInstanceServer,
  [t.launchTemplate]: readLaunchTemplateServer,
  [t.launchConfiguration]: readLaunchConfigurationServer,
  [t.networkInterface]: readNetworkInterface,
});

/** Volumes that are resources. */
export const volumes = recordReaders<Pick<Server, "urn" | "volumes">>({
  [t.volume]: readVolume,
});

/** Attachments of volumes to instances. */
export const volumeAttachments = recordReaders<VolumeAttachment>({
  [t.volumeAttachment]: readVolumeAttachment,
});

/** Also reads a spot instance request, which has the same arguments. */
function readInstanceServer(urn: string, props: object): Server[] {
  const args = Reader.over<Unwrap<InstanceArgs>>(props);
  const interfaces = args.at("networkInterfaces").knownItems();
  const primary = args.at("primaryNetworkInterface").at("networkInterfaceId").string();
  return [
    {
      urn,
      securityGroups: [...args.at("vpcSecurityGroupIds").strings(), ...args.at("securityGroups").strings()],
      subnet: args.at("subnetId").string(),
      interfaces: [...interfaces.map((each) => each.at("networkInterfaceId").string()), primary],
      launchTemplate: launchTemplateOf(args.at("launchTemplate")),
      publicAddress: args.at("associatePublicIpAddress").boolean(),
      ipv6: ipv6Of([args.at("ipv6AddressCount")], [args.at("ipv6Addresses")]),
      metadata: metadata(args.at("metadataOptions")),
      volumes: [volume(args.at("rootBlockDevice")), ...args.at("ebsBlockDevices").knownItems().map(volume)],
    },
  ];
}

function readLaunchTemplateServer(urn: string, props: object): Server[] {
  const args = Reader.over<Unwrap<LaunchTemplateArgs>>(props);
  const interfaces = args.at("networkInterfaces").knownItems();
  return [
    {
      urn,
      securityGroups: [
        ...args.at("vpcSecurityGroupIds").strings(),
        ...interfaces.flatMap((each) => each.at("securityGroups").strings()),
      ],
      subnet: firstSet(interfaces.map((each) => each.at("subnetId").string())),
      interfaces: interfaces.map((each) => each.at("networkInterfaceId").string()),
      launchTemplate: absent("launchTemplate"),
      publicAddress: firstSet(interfaces.map((each) => each.at("associatePublicIpAddress").boolean())),
      ipv6: firstSet(
        interfaces.map((each) =>
          ipv6Of(
            [each.at("ipv6AddressCount"), each.at("ipv6PrefixCount")],
            [each.at("ipv6Addresses"), each.at("ipv6Prefixes")],
          ),
        ),
      ),
      metadata: metadata(args.at("metadataOptions")),
      volumes: args
        .at("blockDeviceMappings")
        .knownItems()
        .map((mapping) => mapping.at("ebs"))
        .filter((ebs) => ebs.raw().state !== "absent")
        .map(volume),
    },
  ];
}

function readLaunchConfigurationServer(urn: string, props: object): Server[] {
  const args = Reader.over<Unwrap<LaunchConfigurationArgs>>(props);
  return [
    {
      urn,
      securityGroups: args.at("securityGroups").strings(),
      subnet: absent("subnetId"),
      interfaces: [],
      launchTemplate: absent("launchTemplate"),
      publicAddress: args.at("associatePublicIpAddress").boolean(),
      ipv6: absent("ipv6AddressCount"),
      metadata: metadata(args.at("metadataOptions")),
      volumes: [volume(args.at("rootBlockDevice")), ...args.at("ebsBlockDevices").knownItems().map(volume)],
    },
  ];
}

function readNetworkInterface(urn: string, props: object): Server[] {
  const args = Reader.over<Unwrap<NetworkInterfaceArgs>>(props);
  return [
    {
      urn,
      securityGroups: args.at("securityGroups").strings(),
      subnet: args.at("subnetId").string(),
      interfaces: [],
      launchTemplate: absent("launchTemplate"),
      publicAddress: absent("associatePublicIpAddress"),
      ipv6: ipv6Of(
        [args.at("ipv6AddressCount"), args.at("ipv6PrefixCount")],
        [args.at("ipv6Addresses"), args.at("ipv6AddressLists"), args.at("ipv6Prefixes")],
      ),
      metadata: undefined,
      volumes: [],
    },
  ];
}

function readVolume(urn: string, props: object): Pick<Server, "urn" | "volumes">[] {
  return [{ urn, volumes: [volume(Reader.over<Unwrap<VolumeArgs>>(props))] }];
}

function readVolumeAttachment(urn: string, props: object): VolumeAttachment[] {
  const args = Reader.over<Unwrap<VolumeAttachmentArgs>>(props);
  return [{ urn, volume: args.at("volumeId").string(), instance: args.at("instanceId").string() }];
}

function absent(path: string): Field<never> {
  return { state: "absent", path };
}

/** Returns the first field that is set: of several interfaces, one that has an address is enough. */
function firstSet<T>(fields: readonly Field<T>[]): Field<T> {
  return (
    fields.find((field) => field.state === "unknown" || (field.state === "known" && field.value !== false)) ??
    fields.find((field) => field.state !== "absent") ??
    absent("networkInterfaces")
  );
}

function launchTemplateOf(template: Reader<{ id?: string; name?: string } | undefined>): Field<string> {
  const id = template.at("id").string();
  return id.state === "absent" ? template.at("name").string() : id;
}

/** A count of zero and an empty list are what the provider writes for "not set". */
function ipv6Of(
  counts: readonly Reader<number | undefined>[],
  lists: readonly Reader<string[] | undefined>[],
): Field<unknown> {
  const numbers = counts
    .map((count) => count.number())
    .filter((number) => number.state !== "known" || number.value > 0);
  const items = lists
    .map((list) => list.items())
    .filter((list) => list.state !== "known" || list.value.length > 0);
  return firstSet<unknown>([...numbers, ...items]);
}

function metadata(args: Reader<MetadataArgs>): Metadata {
  return {
    path: args.raw().path,
    endpoint: args.at("httpEndpoint").string(),
    tokens: args.at("httpTokens").string(),
    hopLimit: args.at("httpPutResponseHopLimit").number(),
  };
}

function volume(args: Reader<{ encrypted?: boolean | string } | undefined>): Volume {
  return { path: args.raw().path, encrypted: args.at("encrypted").boolean() };
}

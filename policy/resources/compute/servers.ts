import type { GroupArgs } from "@pulumi/aws/autoscaling";
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
  /** The argument that assigns IPv6 addresses, which are always public. */
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

/** An Auto Scaling group. */
export interface AutoScalingGroup {
  readonly urn: string;
  readonly targetGroups: readonly Field<string>[];
  readonly loadBalancers: readonly Field<string>[];
  /** The id or name of a launch template, or the name of a launch configuration. */
  readonly launch: readonly Field<string>[];
  readonly subnets: readonly Field<string>[];
}

/** An attachment of a volume to an instance. */
export interface VolumeAttachment {
  readonly urn: string;
  readonly volume: Field<string>;
  readonly instance: Field<string>;
}

type MetadataArgs = Unwrap<InstanceArgs>["metadataOptions"];

/** Auto Scaling groups. */
export const autoScalingGroups = recordReaders<AutoScalingGroup>({
  [t.autoScalingGroup]: readGroup,
});

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
      ipv6: ipv6Of(args.at("ipv6AddressCount"), args.at("ipv6Addresses")),
      metadata: metadata(args.at("metadataOptions")),
      volumes: [volume(args.at("rootBlockDevice")), ...args.at("ebsBlockDevices").knownItems().map(volume)],
    },
  ];
}

function readLaunchTemplateServer(urn: string, props: object): Server[] {
  const args = Reader.over<Unwrap<LaunchTemplateArgs>>(props);
  const interfaces = args.at("networkInterfaces").knownItems();
  const [first] = interfaces;
  return [
    {
      urn,
      securityGroups: [
        ...args.at("vpcSecurityGroupIds").strings(),
        ...interfaces.flatMap((each) => each.at("securityGroups").strings()),
      ],
      subnet: first?.at("subnetId").string() ?? absent("networkInterfaces"),
      interfaces: interfaces.map((each) => each.at("networkInterfaceId").string()),
      launchTemplate: absent("launchTemplate"),
      ipv6:
        interfaces
          .map((each) => ipv6Of(each.at("ipv6AddressCount"), each.at("ipv6Addresses")))
          .find((field) => field.state !== "absent") ?? absent("networkInterfaces"),
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
      ipv6: ipv6Of(args.at("ipv6AddressCount"), args.at("ipv6Addresses")),
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

function readGroup(urn: string, props: object): AutoScalingGroup[] {
  const args = Reader.over<Unwrap<GroupArgs>>(props);
  const mixed = args.at("mixedInstancesPolicy").at("launchTemplate").at("launchTemplateSpecification");
  const sources = args.at("trafficSources").knownItems();
  return [
    {
      urn,
      targetGroups: [
        ...args.at("targetGroupArns").strings(),
        ...sources.map((source) => source.at("identifier").string()),
      ],
      loadBalancers: args.at("loadBalancers").strings(),
      launch: [
        launchTemplateOf(args.at("launchTemplate")),
        mixed.at("launchTemplateId").string(),
        args.at("launchConfiguration").string(),
      ].filter((field) => field.state !== "absent"),
      subnets: args.at("vpcZoneIdentifiers").strings(),
    },
  ];
}

function absent(path: string): Field<never> {
  return { state: "absent", path };
}

function launchTemplateOf(template: Reader<{ id?: string; name?: string } | undefined>): Field<string> {
  const id = template.at("id").string();
  return id.state === "absent" ? template.at("name").string() : id;
}

function ipv6Of(count: Reader<number | undefined>, list: Reader<string[] | undefined>): Field<unknown> {
  const number = count.number();
  if (number.state === "unknown" || (number.state === "known" && number.value > 0)) {
    return number;
  }
  const items = list.items();
  return items.state === "known" && items.value.length === 0 ? absent(items.path) : items;
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

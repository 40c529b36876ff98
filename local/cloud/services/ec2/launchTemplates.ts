import { input, NAME, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, ec2Id, prefixed } from "../../model/identifiers";
import { type ResourceType, stable, volatile } from "../../model/resourceType";
import { bool, list, map, num, obj, set, str } from "../../model/schema";
import { api, EC2_ERRORS, registry } from "../../model/sources";
import { inGroups, LAUNCH_TEMPLATE, lenient } from "../../model/tokens";
import { asText } from "../../values";

const launchTemplate: ResourceType = {
  token: LAUNCH_TEMPLATE,
  service: "EC2",
  operations: {
    create: "CreateLaunchTemplate",
    update: "CreateLaunchTemplateVersion",
    delete: "DeleteLaunchTemplate",
  },
  source: registry("ec2/launchtemplate"),
  inputs: {
    blockDeviceMappings: list(
      obj({
        deviceName: str(),
        noDevice: str(),
        virtualName: str(),
        ebs: obj({
          deleteOnTermination: str(),
          encrypted: str(),
          iops: num(),
          kmsKeyId: str(),
          snapshotId: str(),
          throughput: num(),
          volumeSize: num(),
          volumeType: str({ oneOf: ["standard", "io1", "io2", "gp2", "sc1", "st1", "gp3"] }),
        }),
      }),
    ),
    creditSpecification: obj({ cpuCredits: str({ oneOf: ["standard", "unlimited"] }) }),
    defaultVersion: num(),
    description: str({ max: 255 }),
    disableApiStop: bool(),
    disableApiTermination: bool(),
    ebsOptimized: str(),
    iamInstanceProfile: obj({ arn: str(), name: str() }),
    imageId: str({ pattern: /^(ami-[0-9a-f]{8,17}|resolve:ssm:.+)$/ }),
    instanceInitiatedShutdownBehavior: str({ oneOf: ["stop", "terminate"] }),
    instanceType: str({ pattern: /^[a-z0-9-]+\.[a-z0-9-]+$/ }),
    keyName: str(),
    maintenanceOptions: obj({ autoRecovery: str({ oneOf: ["default", "disabled"] }) }),
    metadataOptions: obj({
      httpEndpoint: str({ oneOf: ["enabled", "disabled"] }),
      httpProtocolIpv6: str({ oneOf: ["enabled", "disabled"] }),
      httpPutResponseHopLimit: num({ min: 1, max: 64 }),
      httpTokens: str({ oneOf: ["optional", "required"] }),
      instanceMetadataTags: str({ oneOf: ["enabled", "disabled"] }),
    }),
    monitoring: obj({ enabled: bool() }),
    ...NAME,
    networkInterfaces: list(
      obj({
        associatePublicIpAddress: str(),
        deleteOnTermination: str(),
        description: str(),
        deviceIndex: num(),
        interfaceType: str(),
        securityGroups: set(str()),
        subnetId: str(),
      }),
    ),
    privateDnsNameOptions: obj({
      enableResourceNameDnsARecord: bool(),
      enableResourceNameDnsAaaaRecord: bool(),
      hostnameType: str({ oneOf: ["ip-name", "resource-name"] }),
    }),
    tagSpecifications: list(obj({ resourceType: str(), tags: map(str()) })),
    updateDefaultVersion: bool(),
    userData: str({ pattern: /^[A-Za-z0-9+/=\s]*$/, max: 21_848 }),
    vpcSecurityGroupIds: set(str()),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 128 },
  id: () => ec2Id("lt"),
  outputs: {
    arn: stable((context) => arn(context, "ec2", `launch-template/${context.id}`)),
    name: stable(prefixed),
    defaultVersion: volatile((context) =>
      input(context, "updateDefaultVersion") === "true"
        ? version(context.old?.outputs["latestVersion"])
        : (context.old?.outputs["defaultVersion"] ?? 1),
    ),
    latestVersion: volatile((context) => version(context.old?.outputs["latestVersion"])),
    ...TAGS_ALL,
  },
  references: [inGroups("vpcSecurityGroupIds[*]"), inGroups("networkInterfaces[*].securityGroups[*]")].map(
    lenient,
  ),
  unique: [
    {
      of: ["name"],
      code: "InvalidLaunchTemplateName.AlreadyExistsException",
      status: 400,
      source: EC2_ERRORS,
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      code: "InvalidParameterCombination",
      status: 400,
      source: api("ec2", "RequestLaunchTemplateData"),
      description: "Security groups are set on the template or on its network interfaces, not on both.",
      validate: (context) =>
        context.inputs["vpcSecurityGroupIds"] !== undefined &&
        context.inputs["networkInterfaces"] !== undefined
          ? "Network interfaces and an instance-level security groups may not be specified on the same request"
          : undefined,
    },
  ],
};

function version(before: unknown): number {
  return Number(asText(before as string) ?? 0) + 1;
}

/** Resource type of launch templates. */
export const launchTemplates = { resources: [launchTemplate] };

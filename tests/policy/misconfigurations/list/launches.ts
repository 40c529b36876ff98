import { declared, idOf, type Resource } from "../stackModel";

/** Declares a launch template whose instances have public addresses. */
export function publicTemplate(name: string, group: string): Resource {
  return declared("aws:ec2/launchTemplate:LaunchTemplate", name, {
    imageId: "ami-0c1c30571d2dae5c9",
    networkInterfaces: [{ associatePublicIpAddress: "true", securityGroups: [idOf(group)] }],
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }],
  });
}

import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** What lies on a disk is no one's who gets hold of the disk. */
export const volumeIsEncrypted: Rule = {
  name: "volume-is-encrypted",
  displayName: "Volume is encrypted",
  description: "Volumes of instances and templates, and volumes of their own, are encrypted.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["ec2", "ebs", "encryption at rest"],
  remediationSteps: "Set encrypted to true on each volume, also on the root volume.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "EC2.3, EC2.7",
    specification: "Attached volumes are encrypted at rest.",
  },
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  level: "resource",
  types: [t.instance, t.spotInstanceRequest, t.launchTemplate, t.launchConfiguration, t.volume],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    [...model.servers, ...model.volumes].flatMap(({ urn, volumes }) =>
      volumes.flatMap(({ path, encrypted }): Finding[] => {
        const fix = `Set ${path === "" ? "" : `${path}.`}encrypted to true`;
        if (encrypted.state === "unknown") {
          return [unseen(urn, encrypted, "the volume may not be encrypted", fix)];
        }
        const why = "the volume is not encrypted";
        return is(encrypted, true) ? [] : [{ urn, path: encrypted.path, why, fix }];
      }),
    ),
};

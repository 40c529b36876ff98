import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { awsBestPractices } from "../awsBestPractices";
import { checkField } from "../findings";
import type { Rule } from "../rule";

/** Volumes are encrypted at rest. */
export const volumeIsEncrypted: Rule = {
  name: "volume-is-encrypted",
  displayName: "Volume is encrypted",
  description: "Volumes are encrypted at rest, including the root volumes of instances and launch templates.",
  rationale:
    "Snapshots and copies of a volume without encryption can be read by anyone who gets access to them.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["ec2", "ebs", "encryption at rest"],
  remediationSteps: "Set encrypted to true on each volume, including the root volume.",
  framework: awsBestPractices("EC2.3, EC2.7", "Attached volumes are encrypted at rest."),
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  scope: "resource",
  stackPolicy: "stack-hygiene",
  types: [t.instance, t.spotInstanceRequest, t.launchTemplate, t.launchConfiguration, t.volume],
  options: [],
  onUnknown: "deny",
  check: (model) =>
    [...model.servers, ...model.volumes].flatMap(({ urn, volumes }) =>
      volumes.flatMap(({ path, encrypted }) =>
        checkField(urn, encrypted, is(encrypted, true), {
          risk: "the volume may not be encrypted",
          why: "the volume is not encrypted",
          fix: `Set ${path === "" ? "" : `${path}.`}encrypted to true`,
        }),
      ),
    ),
};

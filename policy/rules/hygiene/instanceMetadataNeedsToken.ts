import type { Server } from "../../resources/compute/servers";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** A forwarded request cannot fetch the credentials of the role that signs. */
export const instanceMetadataNeedsToken: Rule = {
  name: "instance-metadata-needs-token",
  displayName: "Instance metadata needs token",
  description: "Instances demand IMDSv2, and their metadata crosses at most two network hops.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["ec2", "autoscaling", "credentials"],
  remediationSteps:
    "Set metadataOptions.httpTokens to required and httpPutResponseHopLimit to 1, or to 2 where containers need it.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "EC2.8, EC2.170, AutoScaling.3, AutoScaling.4",
    specification: "Instances and launch templates use version 2 of the instance metadata service.",
  },
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  level: "resource",
  types: [t.instance, t.spotInstanceRequest, t.launchTemplate, t.launchConfiguration],
  options: [],
  onUnknown: "deny",
  check: (model) => model.servers.flatMap(judge),
};

function judge({ urn, metadata, launchTemplate }: Server): Finding[] {
  if (metadata === undefined || is(metadata.endpoint, "disabled")) {
    return [];
  }
  const { tokens, hopLimit } = metadata;
  const findings: Finding[] = [];
  const fix = "Set metadataOptions.httpTokens to required";
  // A template that the instance names says it instead.
  const isTemplates = tokens.state === "absent" && launchTemplate.state !== "absent";
  if (tokens.state === "unknown") {
    findings.push(unseen(urn, tokens, "metadata may be read without a token", fix));
  } else if (!is(tokens, "required") && !isTemplates) {
    const path = tokens.path;
    findings.push({ urn, path, why: "metadata, with the role's credentials, is read without a token", fix });
  }
  if (hopLimit.state === "known" && hopLimit.value > 2) {
    const why = "metadata crosses more than two network hops";
    findings.push({ urn, path: hopLimit.path, why, fix: "Set httpPutResponseHopLimit to 1" });
  }
  return findings;
}

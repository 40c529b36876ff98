import type { Server } from "../../resources/compute/servers";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { is } from "../../values/field";
import { awsBestPractices } from "../awsBestPractices";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Instance metadata requires a token. */
export const instanceMetadataNeedsToken: Rule = {
  name: "instance-metadata-needs-token",
  displayName: "Instance metadata needs a token",
  description: "Instances require IMDSv2, with at most two network hops.",
  rationale:
    "With IMDSv1 a request that the application forwards can fetch the credentials of the role that signs.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["ec2", "autoscaling", "credentials"],
  remediationSteps:
    "Set metadataOptions.httpTokens to required, and httpPutResponseHopLimit to 1, or to 2 if containers need the " +
    "metadata.",
  framework: awsBestPractices(
    "EC2.8, EC2.170, AutoScaling.3, AutoScaling.4",
    "Instances and launch templates use version 2 of the instance metadata service.",
  ),
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  scope: "resource",
  stackPolicy: "stack-hygiene",
  types: [t.instance, t.spotInstanceRequest, t.launchTemplate, t.launchConfiguration],
  options: [],
  onUnknown: "deny",
  check: (model) => model.servers.flatMap(findingsIn),
};

function findingsIn({ urn, metadata, launchTemplate }: Server): Finding[] {
  if (metadata === undefined || is(metadata.endpoint, "disabled")) {
    return [];
  }
  const { tokens, hopLimit } = metadata;
  const findings: Finding[] = [];
  const fix = "Set metadataOptions.httpTokens to required";
  // The instance's launch template sets it instead.
  const isSetByTemplate = tokens.state === "absent" && launchTemplate.state !== "absent";
  if (tokens.state === "unknown") {
    findings.push(unknownFinding(urn, tokens, "metadata may be readable without a token", fix));
  } else if (!is(tokens, "required") && !isSetByTemplate) {
    const path = tokens.path;
    findings.push({
      urn,
      path,
      why: "metadata, including the role's credentials, can be read without a token",
      fix,
    });
  }
  if (hopLimit.state === "unknown") {
    const risk = "metadata may be readable from more than two network hops away";
    findings.push(unknownFinding(urn, hopLimit, risk, "Set httpPutResponseHopLimit to 1"));
  } else if (hopLimit.state === "known" && hopLimit.value > 2) {
    const why = "metadata can be read from more than two network hops away";
    findings.push({ urn, path: hopLimit.path, why, fix: "Set httpPutResponseHopLimit to 1" });
  }
  return findings;
}

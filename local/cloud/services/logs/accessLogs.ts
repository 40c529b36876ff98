import type { OperationContext, Rule } from "../../model/resourceType";
import { guide } from "../../model/sources";
import { BUCKET, BUCKET_ENCRYPTION, BUCKET_POLICY } from "../../model/tokens";
import { asText, dig, every } from "../../values";
import { regionOf } from "../ec2/regions";
import { lets } from "../iam/policyDocuments";

const DELIVERY = "logdelivery.elasticloadbalancing.amazonaws.com";

/** The rule that a load balancer can write to the bucket of its access logs. */
export const ACCESS_LOGS: Rule = {
  on: ["create", "update"],
  operation: "ModifyLoadBalancerAttributes",
  code: "InvalidConfigurationRequest",
  status: 400,
  source: guide("elasticloadbalancing/latest/application/enable-access-logging.html"),
  description:
    "The bucket of a load balancer's access logs is in its region, uses SSE-S3, and lets Elastic Load Balancing write under the prefix.",
  validate: (context) =>
    ["accessLogs", "connectionLogs", "healthCheckLogs"]
      .map((kind) => context.inputs[kind])
      .filter((logs) => dig(logs, "enabled") === true)
      .map((logs) =>
        unwritable(context, asText(dig(logs, "bucket")) ?? "", asText(dig(logs, "prefix")) ?? ""),
      )
      .find((says) => says !== undefined),
};

function unwritable(context: OperationContext, name: string, prefix: string): string | undefined {
  const bucket = context.account.get(BUCKET, name, context.region);
  const setting = (type: string) => context.account.all(type).find((one) => one.inputs["bucket"] === name);
  if (bucket === undefined) {
    return `The bucket ${name} does not exist in ${context.region}.`;
  }
  const writers = [DELIVERY, `arn:aws:iam::${regionOf(context.region)?.elbAccount ?? ""}:root`];
  const policy = asText(setting(BUCKET_POLICY)?.inputs["policy"]) ?? "";
  const encrypted = every(
    setting(BUCKET_ENCRYPTION)?.inputs,
    "rules[*].applyServerSideEncryptionByDefault.sseAlgorithm",
  );
  const folder = `${prefix === "" ? "" : `${prefix}/`}AWSLogs/${context.accountId}`;
  const object = `arn:aws:s3:::${name}/${folder}/elasticloadbalancing/${context.region}/a.log.gz`;
  return lets(policy, writers, "s3:PutObject", object) && encrypted.every(({ value }) => value === "AES256")
    ? undefined
    : `Access Denied for bucket: ${name}. Please check S3bucket permission`;
}

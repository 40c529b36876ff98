import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "../internal/componentContext";
import { sessionDocument, sessionLogGrant } from "./plan/sessionDocument";

/** The log group of sessions. */
interface SessionLogGroup {
  retentionInDays: number;
  /** ARN of the KMS key that encrypts sessions and their log; undefined for TLS and CloudWatch's own key. */
  encryptionKeyArn: pulumi.Input<string> | undefined;
}

/**
 * Creates a Session document whose sessions on the instances are logged, and allows the role of the instances to write the
 * log. The account's own preferences, for sessions without a document, are not changed.
 *
 * @returns the name of the document
 */
export function createSessionLog(
  { name, parent, tags }: ComponentContext,
  roleName: pulumi.Input<string>,
  { retentionInDays, encryptionKeyArn }: SessionLogGroup,
): pulumi.Output<string> {
  const child = { parent };
  const group = new cloudwatch.LogGroup(
    `${name}-group`,
    { retentionInDays, kmsKeyId: encryptionKeyArn, tags },
    child,
  );
  const write = new iam.RolePolicy(
    `${name}-write`,
    {
      role: roleName,
      policy: pulumi.all([group.arn, encryptionKeyArn]).apply(([arn, key]) => sessionLogGrant(arn, key)),
    },
    child,
  );
  const document = new ssm.Document(
    `${name}-document`,
    {
      documentType: "Session",
      documentFormat: "JSON",
      content: pulumi
        .all([group.name, encryptionKeyArn])
        .apply(([groupName, key]) => sessionDocument(name, groupName, key)),
      tags,
    },
    // Sessions that are encrypted need the permission to decrypt them.
    { parent, dependsOn: write },
  );
  return document.name;
}

import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as ssm from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "../internal/componentContext";
import { sessionDocument, sessionLogGrant } from "./plan/sessionDocument";

/**
 * Creates a Session document whose sessions on the instances are logged, and allows the role of the instances to write the
 * log. The account's own preferences, for sessions without a document, are not changed.
 *
 * @returns the name of the document
 */
export function createSessionLog(
  { name, parent, tags }: ComponentContext,
  roleName: pulumi.Input<string>,
  retentionInDays: number,
): pulumi.Output<string> {
  const child = { parent };
  const group = new cloudwatch.LogGroup(`${name}-group`, { retentionInDays, tags }, child);
  new iam.RolePolicy(`${name}-write`, { role: roleName, policy: group.arn.apply(sessionLogGrant) }, child);
  const document = new ssm.Document(
    `${name}-document`,
    {
      documentType: "Session",
      documentFormat: "JSON",
      content: group.name.apply((groupName) => sessionDocument(name, groupName)),
      tags,
    },
    child,
  );
  return document.name;
}

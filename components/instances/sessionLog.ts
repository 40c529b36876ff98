import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as ssm from "@pulumi/aws/ssm";
import type * as pulumi from "@pulumi/pulumi";
import { sessionDocument, sessionLogGrant } from "./plan/sessionDocument";

interface SessionLogParts {
  name: string;
  parent: pulumi.Resource;
  tags: { [key: string]: pulumi.Input<string> } | undefined;
}

/**
 * Makes a Session document by which people log in to the instances with what they see and type being logged, and lets the
 * instances' role write it. The account's own preferences, which hold for sessions without a document, are not touched.
 *
 * @returns the name of the document
 */
export function sessionLog(
  { name, parent, tags }: SessionLogParts,
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

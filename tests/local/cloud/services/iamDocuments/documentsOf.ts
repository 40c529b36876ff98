/** The policy documents of an account. */
import type { AccountFile, AccountResource } from "../../../../../local/cloud";
import type { Attachment } from "./policyStatement";

/** A document, and what it is attached to. */
export interface AttachedDocument {
  /** The resource and its argument, for messages. */
  readonly at: string;
  readonly document: string;
  readonly attachment: Attachment;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What the documents of each type are attached to; a type that is missing here is an error. */
const attachments: Readonly<Record<string, (resource: AccountResource) => Attachment>> = {
  "aws:iam/role:Role assumeRolePolicy": () => ({ kind: "trust", service: "sts" }),
  "aws:iam/rolePolicy:RolePolicy policy": () => ({ kind: "identity" }),
  "aws:kms/key:Key policy": ({ outputs }) => ({ kind: "resource", service: "kms", arn: text(outputs.arn) }),
  "aws:kms/replicaKey:ReplicaKey policy": ({ outputs }) => ({
    kind: "resource",
    service: "kms",
    arn: text(outputs.arn),
  }),
  "aws:s3/bucketPolicy:BucketPolicy policy": ({ outputs }) => ({
    kind: "resource",
    service: "s3",
    arn: `arn:aws:s3:::${text(outputs.bucket)}`,
  }),
  "aws:sns/topic:Topic policy": ({ outputs }) => ({
    kind: "resource",
    service: "sns",
    arn: text(outputs.arn),
  }),
  "aws:sns/topicPolicy:TopicPolicy policy": ({ outputs }) => ({
    kind: "resource",
    service: "sns",
    arn: text(outputs.arn),
  }),
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy policyDocument": () => ({
    kind: "resource",
    service: "logs",
  }),
  "aws:secretsmanager/secretPolicy:SecretPolicy policy": ({ outputs }) => ({
    kind: "resource",
    service: "secretsmanager",
    arn: text(outputs.secretArn),
  }),
  "aws:ec2/vpcEndpoint:VpcEndpoint policy": () => ({ kind: "resource" }),
};

/** Lists all policy documents of an account. */
export function documentsOf({ resources }: AccountFile): AttachedDocument[] {
  return resources.flatMap((resource) =>
    Object.entries({ ...resource.inputs, ...resource.outputs })
      .filter(([, value]) => /^\s*\{.*"Statement"/s.test(text(value)))
      .map(([argument, document]) => {
        const attachment = attachments[`${resource.type} ${argument}`];
        if (attachment === undefined) {
          throw new Error(`${resource.type} ${argument} has a policy document of an unknown kind`);
        }
        return {
          at: `${resource.type} ${resource.urn?.split("::").at(-1) ?? resource.id} ${argument}`,
          document: text(document),
          attachment: attachment(resource),
        };
      }),
  );
}

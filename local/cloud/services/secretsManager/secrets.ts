import { input, NAME, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, prefixed, smalls } from "../../model/identifiers";
import {
  derived,
  type OperationContext,
  type Reference,
  type ResourceType,
  type Rule,
  stable,
} from "../../model/resourceType";
import { json, num, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { ALIAS, KMS_KEY, REPLICA_KEY, SECRET } from "../../model/tokens";
import { asText } from "../../values";
import { isPublic, malformed, unknownPrincipal } from "../iam/policyDocuments";
import { encryptionProblem } from "../kms/findKey";
import { withVersion } from "./secretVersions";

const secret: ResourceType = {
  token: SECRET,
  service: "Secrets Manager",
  operations: { create: "CreateSecret", update: "UpdateSecret", delete: "DeleteSecret" },
  source: registry("secretsmanager/secret"),
  inputs: {
    description: str({ max: 2048 }),
    kmsKeyId: str(),
    ...NAME,
    policy: json({ max: 20_480 }),
    recoveryWindowInDays: num({ default: 30, min: 0, max: 30 }),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 512 },
  id: (context) => arn(context, "secretsmanager", `secret:${nameOf(context)}-${smalls(6)}`),
  outputs: {
    arn: stable((context) => context.id),
    name: stable((context) => context.id.split(":secret:")[1]?.replace(/-.{6}$/, "")),
    description: stable(() => ""),
    policy: stable(() => ""),
    replicas: stable(() => []),
    ...TAGS_ALL,
  },
  references: [
    {
      path: "kmsKeyId",
      to: [KMS_KEY, REPLICA_KEY, ALIAS],
      by: ["id", "arn"],
      missing: {
        code: "InvalidParameterException",
        status: 400,
        source: api("secretsmanager", "CreateSecret"),
      },
      known: (id) => id.endsWith("alias/aws/secretsmanager"),
    },
  ],
  unique: [
    {
      of: ["name"],
      code: "ResourceExistsException",
      status: 400,
      source: api("secretsmanager", "CreateSecret"),
    },
  ],
  rules: [
    {
      on: ["create"],
      code: "InvalidRequestException",
      status: 400,
      source: api("secretsmanager", "CreateSecret"),
      description: "A secret that is scheduled for deletion keeps its name until its recovery window ends.",
      validate: (context) =>
        context.account
          .scheduled(SECRET)
          .some((one) => one.region === context.region && one.outputs["name"] === nameOf(context))
          ? "You can't create this secret because a secret with this name is already scheduled for deletion."
          : undefined,
    },
    {
      on: ["create", "update"],
      code: "InvalidParameterException",
      status: 400,
      source: api("secretsmanager", "DeleteSecret"),
      description: "A recovery window is 7 to 30 days, or none.",
      validate: (context) => {
        const days = Number(context.inputs["recoveryWindowInDays"]);
        return days > 0 && days < 7
          ? "The RecoveryWindowInDays value must be between 7 and 30 days."
          : undefined;
      },
    },
    policyRule("policy"),
    {
      on: ["update"],
      ...cannotEncrypt("UpdateSecret"),
      description: "The versions of a secret that gets another key are encrypted with it.",
      validate: (context) =>
        input(context, "kmsKeyId") === asText(context.old?.inputs["kmsKeyId"])
          ? undefined
          : encryptionProblem(input(context, "kmsKeyId"), context),
    },
  ],
  recoveryDays: (context) => Number(context.inputs["recoveryWindowInDays"]),
};

/** Returns Secrets Manager's error for a key that cannot encrypt. */
function cannotEncrypt(operation: string) {
  return { code: "EncryptionFailure", status: 400, source: api("secretsmanager", operation) };
}

function nameOf(context: OperationContext): string {
  return asText(context.inputs["name"]) ?? asText(prefixed(context) ?? "") ?? "";
}

function policyRule(argument: string): Rule {
  return {
    on: ["create", "update"],
    operation: "PutResourcePolicy",
    code: "MalformedPolicyDocumentException",
    status: 400,
    source: api("secretsmanager", "PutResourcePolicy"),
    description: "A secret's policy is a policy document whose principals exist.",
    validate: (context) =>
      malformed(input(context, argument)) ??
      (unknownPrincipal(context, input(context, argument)) === undefined
        ? undefined
        : "This resource policy contains an unsupported principal."),
  };
}

/** The reference to the secret of a resource, which is deleted with it. */
function ofSecret(path: string, operation: string): Reference {
  const missing = {
    code: "ResourceNotFoundException",
    status: 400,
    source: api("secretsmanager", operation),
  };
  return { path, to: [SECRET], by: ["id", "name"], missing };
}

const secretOf = (context: OperationContext, path: string) =>
  context.account
    .all(SECRET)
    .find(
      (one) => one.region === context.region && [one.id, one.outputs["name"]].includes(input(context, path)),
    );

const secretVersion: ResourceType = {
  token: "aws:secretsmanager/secretVersion:SecretVersion",
  service: "Secrets Manager",
  operations: {
    create: "PutSecretValue",
    update: "UpdateSecretVersionStage",
    delete: "UpdateSecretVersionStage",
  },
  source: registry("secretsmanager/secretversion"),
  inputs: {
    secretId: str({ required: true, immutable: true }),
    secretString: str({ immutable: true, min: 1, max: 65_536 }),
    secretStringWo: str({ writeOnly: true, min: 1, max: 65_536 }),
    secretStringWoVersion: num({ immutable: true }),
    ...REGION,
  },
  id: (context) => `${input(context, "secretId")}|terraform-${smalls(26)}`,
  outputs: {
    arn: stable((context) => secretOf(context, "secretId")?.id ?? ""),
    secretArn: stable((context) => secretOf(context, "secretId")?.id ?? ""),
    hasSecretStringWo: derived(
      ["secretStringWoVersion"],
      (context) => context.inputs["secretStringWoVersion"] !== undefined,
    ),
    versionId: stable((context) => context.id.split("|")[1] ?? ""),
    versionStages: stable(() => ["AWSCURRENT"]),
  },
  references: [ofSecret("secretId", "PutSecretValue")],
  rules: [
    {
      on: ["create"],
      code: "InvalidRequestException",
      status: 400,
      source: api("secretsmanager", "PutSecretValue"),
      description: "A secret version has one value; a write-only value has a version number.",
      validate: (context) => {
        const given = ["secretString", "secretStringWo"].filter((name) => context.inputs[name] !== undefined);
        const numbered = context.inputs["secretStringWoVersion"] !== undefined;
        return given.length === 1 && numbered === given.includes("secretStringWo")
          ? undefined
          : "You must provide either SecretString or SecretBinary.";
      },
    },
    {
      on: ["create"],
      ...cannotEncrypt("PutSecretValue"),
      description:
        "The key of a secret can encrypt: it is symmetric and enabled, and in the secret's region.",
      validate: (context) =>
        encryptionProblem(asText(secretOf(context, "secretId")?.inputs["kmsKeyId"]) ?? "", context),
    },
  ],
  created: (context) => {
    const target = secretOf(context, "secretId");
    if (target !== undefined) {
      const value = asText(context.inputs["secretString"] ?? context.inputs["secretStringWo"]) ?? "";
      const id = asText(context.outputs["versionId"]) ?? "";
      // Versions put in the meantime come before this one.
      context.account.put(withVersion(target, { id, value }));
    }
  },
};

const secretPolicy: ResourceType = {
  token: "aws:secretsmanager/secretPolicy:SecretPolicy",
  service: "Secrets Manager",
  operations: {
    create: "PutResourcePolicy",
    update: "PutResourcePolicy",
    delete: "DeleteResourcePolicy",
  },
  source: registry("secretsmanager/secretpolicy"),
  inputs: {
    blockPublicPolicy: str(),
    policy: json({ required: true, max: 20_480 }),
    secretArn: str({ required: true, immutable: true }),
    ...REGION,
  },
  id: (context) => input(context, "secretArn"),
  outputs: {},
  references: [ofSecret("secretArn", "PutResourcePolicy")],
  rules: [
    policyRule("policy"),
    {
      on: ["create", "update"],
      code: "PublicPolicyException",
      status: 400,
      source: api("secretsmanager", "PutResourcePolicy"),
      description: "With blockPublicPolicy, a secret's policy does not admit everybody.",
      validate: (context) =>
        input(context, "blockPublicPolicy") === "true" && isPublic(input(context, "policy"))
          ? "The resource policy grants broad access to the secret."
          : undefined,
    },
  ],
};

/** Resource types of Secrets Manager. */
export const secretsmanager = { resources: [secret, secretVersion, secretPolicy] };

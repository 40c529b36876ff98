import { randomUUID } from "node:crypto";
import * as z from "zod";
import { readDocument } from "../access/policyDocument";
import type { AccountResource } from "../account/accountFile";
import { smalls } from "../model/identifiers";
import { api } from "../model/sources";
import { SECRET } from "../model/tokens";
import { stagesOf, versionsOf, withVersion } from "../services/secretsManager/secretVersions";
import { asText } from "../values";
import { canDecrypt, viaService } from "./kmsKeys";
import { ApiError, type ApiScope, operation, type Subject } from "./operation";

const SECRET_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";

/** Returns what a caller must be allowed on a customer key to store a value. */
const WRITE = ["kms:GenerateDataKey", "kms:Decrypt"];

const name = z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/);
const secretId = z.string().min(1).max(2048);
const secretString = z.string().min(1).max(65_536);

function find(given: string, { account, region }: ApiScope): AccountResource | undefined {
  return [...account.all(SECRET), ...account.scheduled(SECRET)].find(
    (secret) => secret.region === region && (secret.id === given || secret.outputs.name === given),
  );
}

function requireSecret(given: string, scope: ApiScope): AccountResource {
  const secret = find(given, scope);
  if (secret === undefined) {
    throw new ApiError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }
  if (secret.deletionDate !== undefined) {
    throw new ApiError(
      "InvalidRequestException",
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }
  return secret;
}

function subject(given: string, scope: ApiScope): Subject {
  const secret = find(given, scope);
  const unknown = `arn:aws:secretsmanager:${scope.region}:${scope.account.accountId}:secret:${given}`;
  const arn = secret?.id ?? (given.startsWith("arn:") ? given : unknown);
  const own = scope.account.all(SECRET_POLICY).find(({ inputs }) => inputs.secretArn === secret?.id);
  const policy = asText(own?.inputs.policy ?? secret?.outputs.policy);
  return {
    arn,
    decides: false,
    ...(policy === undefined || policy === "" ? {} : { policy: readDocument(policy) }),
  };
}

/** Returns a secret's customer key; empty for Secrets Manager's own. */
function keyOf(given: string, scope: ApiScope): string {
  return asText(find(given, scope)?.outputs.kmsKeyId) ?? "";
}

/** Stores a value as the newest version. As at AWS, the same token with the same value changes nothing. */
function addVersion(secret: AccountResource, scope: ApiScope, token: string, value: string): string {
  const before = versionsOf(secret).find(({ id }) => id === token);
  if (before !== undefined) {
    if (before.value !== value) {
      throw new ApiError(
        "ResourceExistsException",
        `A version with the token ${token} exists and has another value.`,
      );
    }
    return token;
  }
  scope.account.put(withVersion(secret, { id: token, value }));
  return token;
}

const createSecret = operation({
  target: "secretsmanager.CreateSecret",
  source: api("secretsmanager", "CreateSecret"),
  action: "secretsmanager:CreateSecret",
  input: z.object({
    Name: name,
    Description: z.string().max(2048).optional(),
    KmsKeyId: z.string().min(1).max(2048).optional(),
    SecretString: secretString.optional(),
    ClientRequestToken: z.string().min(32).max(64).optional(),
  }),
  subject: (input, scope) => subject(input.Name, scope),
  also: (input, scope) => viaService("secretsmanager", input.KmsKeyId ?? "", WRITE, scope),
  codes: ["ResourceExistsException", "InvalidRequestException"],
  answer: (input, scope) => {
    const { account, region } = scope;
    const found = find(input.Name, scope);
    if (found !== undefined) {
      if (found.deletionDate !== undefined) {
        throw new ApiError(
          "InvalidRequestException",
          "You can't create this secret because a secret with this name is already scheduled for deletion.",
        );
      }
      throw new ApiError(
        "ResourceExistsException",
        `The operation failed because the secret ${input.Name} already exists.`,
      );
    }
    const arn = `arn:aws:secretsmanager:${region}:${account.accountId}:secret:${input.Name}-${smalls(6)}`;
    const properties = {
      name: input.Name,
      description: input.Description ?? "",
      ...(input.KmsKeyId !== undefined && { kmsKeyId: input.KmsKeyId }),
    };
    const secret = account.put({
      type: SECRET,
      id: arn,
      region,
      inputs: properties,
      outputs: { ...properties, arn },
    });
    const version = input.SecretString;
    return {
      ARN: arn,
      Name: input.Name,
      ...(version === undefined
        ? {}
        : { VersionId: addVersion(secret, scope, input.ClientRequestToken ?? randomUUID(), version) }),
    };
  },
});

const putSecretValue = operation({
  target: "secretsmanager.PutSecretValue",
  source: api("secretsmanager", "PutSecretValue"),
  action: "secretsmanager:PutSecretValue",
  input: z.object({
    SecretId: secretId,
    SecretString: secretString,
    ClientRequestToken: z.string().min(32).max(64).optional(),
  }),
  subject: (input, scope) => subject(input.SecretId, scope),
  also: (input, scope) => viaService("secretsmanager", keyOf(input.SecretId, scope), WRITE, scope),
  codes: ["ResourceNotFoundException", "InvalidRequestException", "ResourceExistsException"],
  answer: (input, scope) => {
    const secret = requireSecret(input.SecretId, scope);
    const version = addVersion(secret, scope, input.ClientRequestToken ?? randomUUID(), input.SecretString);
    return { ARN: secret.id, Name: secret.outputs.name, VersionId: version, VersionStages: ["AWSCURRENT"] };
  },
});

const getSecretValue = operation({
  target: "secretsmanager.GetSecretValue",
  source: api("secretsmanager", "GetSecretValue"),
  action: "secretsmanager:GetSecretValue",
  input: z.object({
    SecretId: secretId,
    VersionId: z.string().optional(),
    VersionStage: z.enum(["AWSCURRENT", "AWSPREVIOUS"]).default("AWSCURRENT"),
  }),
  subject: (input, scope) => subject(input.SecretId, scope),
  also: (input, scope) => viaService("secretsmanager", keyOf(input.SecretId, scope), ["kms:Decrypt"], scope),
  codes: ["ResourceNotFoundException", "InvalidRequestException", "DecryptionFailure"],
  answer: (input, scope) => {
    const secret = requireSecret(input.SecretId, scope);
    const versions = versionsOf(secret);
    const found =
      input.VersionId === undefined
        ? versions.at(input.VersionStage === "AWSCURRENT" ? -1 : -2)
        : versions.find(({ id }) => id === input.VersionId);
    if (found === undefined) {
      throw new ApiError(
        "ResourceNotFoundException",
        `Secrets Manager can't find the specified secret value for ${input.VersionId ?? `staging label: ${input.VersionStage}`}`,
      );
    }
    if (!canDecrypt(keyOf(secret.id, scope), scope)) {
      throw new ApiError(
        "DecryptionFailure",
        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
      );
    }
    return {
      ARN: secret.id,
      Name: secret.outputs.name,
      SecretString: found.value,
      VersionId: found.id,
      VersionStages: stagesOf(secret, found.id),
      CreatedDate: Date.parse(secret.createdAt) / 1000,
    };
  },
});

/** The operations of Secrets Manager. */
export const secretsManager = [createSecret, putSecretValue, getSecretValue];

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { readDocument } from "../access/document";
import { smalls } from "../facts/make";
import { SECRET } from "../facts/tokens";
import { asObject, asText } from "../values";
import type { WorldRecord } from "../world";
import { ApiError, type ApiScope, operation, type Subject } from "./operation";

const name = z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/);
const secretId = z.string().min(1).max(2048);
const secretString = z.string().min(1).max(65_536);

/** The versions of a secret's value, newest last; AWSCURRENT is the last one, AWSPREVIOUS the one before. */
interface Version {
  readonly id: string;
  readonly value: string;
}

const versionsOf = (secret: WorldRecord): Version[] =>
  Object.entries(asObject(secret.hidden?.versions)).map(([id, value]) => ({
    id,
    value: asText(value) ?? "",
  }));

function find(given: string, { world, region }: ApiScope): WorldRecord | undefined {
  return world
    .all(SECRET)
    .find((secret) => secret.region === region && (secret.id === given || secret.outputs.name === given));
}

function requireSecret(given: string, scope: ApiScope): WorldRecord {
  const secret = find(given, scope);
  if (secret === undefined) {
    throw new ApiError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }
  return secret;
}

function subject(given: string, scope: ApiScope): Subject {
  const secret = find(given, scope);
  const unknown = `arn:aws:secretsmanager:${scope.region}:${scope.world.accountId}:secret:${given}`;
  const arn = secret?.id ?? (given.startsWith("arn:") ? given : unknown);
  const policy = asText(secret?.outputs.policy);
  return {
    arn,
    decides: false,
    ...(policy === undefined || policy === "" ? {} : { policy: readDocument(policy) }),
  };
}

/** Keeps a value as the newest version. The same token with the same value changes nothing, as at AWS. */
function addVersion(secret: WorldRecord, scope: ApiScope, token: string, value: string): string {
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
  const versions = { ...asObject(secret.hidden?.versions), [token]: value };
  scope.world.put({ ...secret, hidden: { ...secret.hidden, versions } });
  return token;
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
const createSecret = operation({
  target: "secretsmanager.CreateSecret",
  action: "secretsmanager:CreateSecret",
  input: z.object({
    Name: name,
    Description: z.string().max(2048).optional(),
    SecretString: secretString.optional(),
    ClientRequestToken: z.string().min(32).max(64).optional(),
  }),
  subject: (input, scope) => subject(input.Name, scope),
  answer: (input, scope) => {
    const { world, region } = scope;
    if (find(input.Name, scope) !== undefined) {
      throw new ApiError(
        "ResourceExistsException",
        `The operation failed because the secret ${input.Name} already exists.`,
      );
    }
    const arn = `arn:aws:secretsmanager:${region}:${world.accountId}:secret:${input.Name}-${smalls(6)}`;
    const properties = { name: input.Name, description: input.Description ?? "" };
    const secret = world.put({
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

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
const putSecretValue = operation({
  target: "secretsmanager.PutSecretValue",
  action: "secretsmanager:PutSecretValue",
  input: z.object({
    SecretId: secretId,
    SecretString: secretString,
    ClientRequestToken: z.string().min(32).max(64).optional(),
  }),
  subject: (input, scope) => subject(input.SecretId, scope),
  answer: (input, scope) => {
    const secret = requireSecret(input.SecretId, scope);
    const version = addVersion(secret, scope, input.ClientRequestToken ?? randomUUID(), input.SecretString);
    return { ARN: secret.id, Name: secret.outputs.name, VersionId: version, VersionStages: ["AWSCURRENT"] };
  },
});

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
const getSecretValue = operation({
  target: "secretsmanager.GetSecretValue",
  action: "secretsmanager:GetSecretValue",
  input: z.object({
    SecretId: secretId,
    VersionId: z.string().optional(),
    VersionStage: z.enum(["AWSCURRENT", "AWSPREVIOUS"]).default("AWSCURRENT"),
  }),
  subject: (input, scope) => subject(input.SecretId, scope),
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
    const stage =
      found === versions.at(-1) ? ["AWSCURRENT"] : found === versions.at(-2) ? ["AWSPREVIOUS"] : [];
    return {
      ARN: secret.id,
      Name: secret.outputs.name,
      SecretString: found.value,
      VersionId: found.id,
      VersionStages: stage,
      CreatedDate: Date.parse(secret.createdAt) / 1000,
    };
  },
});

/** What clients of Secrets Manager are answered. */
export const secretsManager = [createSecret, putSecretValue, getSecretValue];

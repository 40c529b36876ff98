import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { AccountResource } from "../account/accountFile";
import { api } from "../model/sources";
import { PARAMETER } from "../model/tokens";
import { asText, type Properties } from "../values";
import { canDecrypt, viaService } from "./kmsKeys";
import { ApiError, type ApiScope, operation, type Subject } from "./operation";

/** A parameter's name, or its ARN. */
const name = z.string().min(1).max(2048);

/** Returns the name in an ARN, or the name itself. */
function nameOf(given: string): string {
  const [, path] = /^arn:aws:ssm:[^:]+:[^:]+:parameter(\/.+)$/.exec(given) ?? [];
  return path ?? given;
}

function arnOf(given: string, { account, region }: ApiScope): string {
  return `arn:aws:ssm:${region}:${account.accountId}:parameter/${nameOf(given).replace(/^\//, "")}`;
}

function find(given: string, scope: ApiScope): AccountResource | undefined {
  const arn = arnOf(given, scope);
  return scope.account.all(PARAMETER).find((parameter) => parameter.outputs.arn === arn);
}

/** Returns a parameter's customer key; empty if it is not encrypted, or under AWS's own key. */
function keyOf(parameter: AccountResource | undefined): string {
  const { type, keyId } = parameter?.outputs ?? {};
  return type === "SecureString" ? (asText(keyId) ?? "") : "";
}

const subject = (given: string, scope: ApiScope): Subject => ({ arn: arnOf(given, scope), decides: false });

const getParameter = operation({
  target: "AmazonSSM.GetParameter",
  source: api("ssm", "GetParameter"),
  action: "ssm:GetParameter",
  input: z.object({ Name: name, WithDecryption: z.boolean().default(false) }),
  subject: (input, scope) => subject(input.Name, scope),
  also: (input, scope) =>
    viaService("ssm", input.WithDecryption ? keyOf(find(input.Name, scope)) : "", ["kms:Decrypt"], scope),
  codes: ["ParameterNotFound", "InvalidKeyId"],
  answer: (input, scope) => {
    const parameter = find(input.Name, scope);
    if (parameter === undefined) {
      throw new ApiError("ParameterNotFound", "");
    }
    const { arn, type, version } = parameter.outputs;
    if (input.WithDecryption && !canDecrypt(keyOf(parameter), scope)) {
      throw new ApiError("InvalidKeyId", "The key of the parameter cannot be used.");
    }
    const encrypted = type === "SecureString" && !input.WithDecryption;
    return {
      Parameter: {
        ARN: arn,
        Name: parameter.outputs.name,
        Type: type,
        // Without decryption AWS returns ciphertext; this text likewise reveals nothing.
        Value: encrypted ? randomBytes(96).toString("base64") : asText(parameter.hidden?.value),
        Version: version,
        LastModifiedDate: Date.parse(parameter.updatedAt) / 1000,
        DataType: "text",
      },
    };
  },
});

const putParameter = operation({
  target: "AmazonSSM.PutParameter",
  source: api("ssm", "PutParameter"),
  action: "ssm:PutParameter",
  input: z.object({
    Name: name.regex(/^[A-Za-z0-9_./-]+$/),
    // The standard tier's limit.
    Value: z.string().min(1).max(4_096),
    Type: z.enum(["String", "StringList", "SecureString"]).optional(),
    KeyId: z.string().min(1).max(256).optional(),
    Overwrite: z.boolean().default(false),
  }),
  subject: (input, scope) => subject(input.Name, scope),
  also: (input, scope) =>
    viaService("ssm", input.KeyId ?? keyOf(find(input.Name, scope)), ["kms:Encrypt"], scope),
  codes: ["ParameterAlreadyExists", "InvalidKeyId"],
  answer: (input, scope) => {
    const before = find(input.Name, scope);
    if (before !== undefined && !input.Overwrite) {
      throw new ApiError(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
      );
    }
    const type = input.Type ?? asText(before?.outputs.type);
    if (type === undefined) {
      throw new ApiError("ValidationException", "A parameter type is required when you create a parameter.");
    }
    const version = Number(before?.outputs.version ?? 0) + 1;
    const keyId = input.KeyId ?? asText(before?.outputs.keyId);
    const properties = { name: input.Name, type, ...(keyId !== undefined && { keyId }) };
    const told: Properties = before?.outputs.value === undefined ? {} : { value: input.Value };
    scope.account.put({
      type: PARAMETER,
      id: input.Name,
      region: scope.region,
      ...(before?.urn === undefined ? {} : { urn: before.urn }),
      inputs: before?.inputs ?? properties,
      // Refresh shows the program a value that was put since.
      outputs: { ...before?.outputs, ...properties, ...told, arn: arnOf(input.Name, scope), version },
      hidden: { value: input.Value },
    });
    return { Version: version, Tier: "Standard" };
  },
});

/** The operations of Parameter Store. */
export const ssm = [getParameter, putParameter];

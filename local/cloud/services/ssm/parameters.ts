import { createHash } from "node:crypto";
import type { AccountResource } from "../../account/accountFile";
import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn } from "../../model/identifiers";
import {
  derived,
  type FunctionType,
  type OperationContext,
  type ResourceType,
  type Scope,
  stable,
  volatile,
} from "../../model/resourceType";
import { bool, num, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { ALIAS, KMS_KEY, PARAMETER, REPLICA_KEY } from "../../model/tokens";
import { Refusal } from "../../refusal";
import { asText } from "../../values";

const PUT = api("ssm", "PutParameter");
const invalid = { code: "ValidationException", status: 400, source: PUT };

/** Largest value by tier, in characters. */
const LARGEST = { Standard: 4096, Advanced: 8192 };

const parameter: ResourceType = {
  token: PARAMETER,
  service: "SSM",
  operations: { create: "PutParameter", update: "PutParameter", delete: "DeleteParameter" },
  source: registry("ssm/parameter"),
  inputs: {
    allowedPattern: str({ max: 1024 }),
    arn: str(),
    dataType: str({ immutable: true, oneOf: ["text", "aws:ec2:image", "aws:ssm:integration"] }),
    description: str({ max: 1024 }),
    insecureValue: str(),
    keyId: str(),
    name: str({ immutable: true, pattern: /^[A-Za-z0-9_./-]+$/, max: 1011 }),
    overwrite: bool(),
    tier: str({ oneOf: ["Standard", "Advanced", "Intelligent-Tiering"] }),
    type: str({ required: true, oneOf: ["String", "StringList", "SecureString"] }),
    value: str(),
    valueWo: str({ writeOnly: true }),
    valueWoVersion: num(),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 1011 },
  id: (context) => input(context, "name"),
  hide: (context) => ({ value: valueOf(context) ?? context.old?.hidden?.["value"] ?? "" }),
  outputs: {
    arn: stable((context) => arn(context, "ssm", `parameter/${context.id.replace(/^\//, "")}`)),
    dataType: stable(() => "text"),
    hasValueWo: derived(["valueWoVersion"], (context) => context.inputs["valueWoVersion"] !== undefined),
    keyId: stable((context) => (input(context, "type") === "SecureString" ? "alias/aws/ssm" : undefined)),
    tier: stable(() => "Standard"),
    version: volatile((context) => Number(asText(context.old?.outputs["version"]) ?? 0) + 1),
    ...TAGS_ALL,
  },
  references: [
    {
      path: "keyId",
      to: [KMS_KEY, REPLICA_KEY, ALIAS],
      by: ["id", "arn"],
      missing: { code: "InvalidKeyId", status: 400, source: PUT },
      known: (id) => id.endsWith("alias/aws/ssm"),
    },
  ],
  unique: [
    {
      of: ["name"],
      code: "ParameterAlreadyExists",
      status: 400,
      source: PUT,
      unless: (context) => context.old !== undefined || input(context, "overwrite") === "true",
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      ...invalid,
      description:
        "A parameter has exactly one value, at most 4,096 characters long in the standard tier and 8,192 in the advanced one.",
      validate: valueShape,
    },
    {
      on: ["create"],
      ...invalid,
      description: "A parameter's name does not begin with aws or ssm, and has at most 15 levels.",
      validate: nameShape,
    },
    {
      on: ["create", "update"],
      ...invalid,
      description: "Only a SecureString parameter has a KMS key.",
      validate: (context) =>
        input(context, "keyId") !== "" && input(context, "type") !== "SecureString"
          ? "KeyId is required for SecureString type parameter only."
          : undefined,
    },
  ],
};

function valueOf(context: OperationContext): string | undefined {
  const { value, insecureValue, valueWo } = context.inputs;
  return asText(value ?? insecureValue ?? valueWo);
}

function valueShape(context: OperationContext): string | undefined {
  const given = ["value", "insecureValue", "valueWo"].filter((name) => context.inputs[name] !== undefined);
  if (given.length !== 1) {
    return "Exactly one of value, insecureValue and valueWo must be given.";
  }
  const tier = input(context, "tier") === "Advanced" ? "Advanced" : "Standard";
  const length = valueOf(context)?.length ?? 0;
  return length > LARGEST[tier]
    ? `${tier} tier parameters support a maximum parameter value of ${LARGEST[tier]} characters.`
    : undefined;
}

function nameShape(context: OperationContext): string | undefined {
  const name = input(context, "name");
  if (/^\/?(aws|ssm)/i.test(name)) {
    return 'Parameter name: can\'t be prefixed with "ssm" (case-insensitive).';
  }
  return name.split("/").filter(Boolean).length > 15
    ? "Parameter hierarchies support a maximum of 15 levels."
    : undefined;
}

/** Amazon Linux 2023's public parameters, by kernel and architecture; the value is an AMI id of the region. */
const AL2023 =
  /^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-(minimal-)?kernel-(default|6\.1|6\.12|6\.18)-(x86_64|arm64)$/;

const getParameter: FunctionType = {
  token: "aws:ssm/getParameter:getParameter",
  source: guide("linux/al2023/ug/ec2.html"),
  description: "Finds Amazon Linux 2023's public parameters and the account's parameters.",
  inputs: { name: str({ required: true }), region: str(), withDecryption: bool({ default: true }) },
  answer: (args, scope) => {
    const name = asText(args["name"]) ?? "";
    const own = scope.account.get(PARAMETER, name, scope.region);
    const found = own === undefined ? published(name, scope) : told(own);
    if (found === undefined) {
      throw new Refusal(
        { service: "SSM", operation: "GetParameter" },
        { code: "ParameterNotFound", status: 400, source: api("ssm", "GetParameter") },
        `${name} is no parameter of the account, and none of the public ones that the local cloud has (Amazon Linux 2023).`,
      );
    }
    return { ...args, id: name, region: scope.region, ...found };
  },
};

function published(name: string, { region }: Scope) {
  if (!AL2023.test(name)) {
    return undefined;
  }
  const value = `ami-0${createHash("sha256").update(`${region} ${name}`).digest("hex").slice(0, 16)}`;
  const parameterArn = `arn:aws:ssm:${region}::parameter${name}`;
  return { arn: parameterArn, insecureValue: value, value, type: "String", version: 1 };
}

function told({ outputs, hidden }: AccountResource) {
  const value = asText(hidden?.["value"]) ?? "";
  const type = asText(outputs["type"]) ?? "";
  return {
    arn: outputs["arn"] ?? "",
    ...(type !== "SecureString" && { insecureValue: value }),
    value,
    type,
    version: outputs["version"] ?? 1,
  };
}

/** Resource type of parameters, and their lookup. */
export const ssm = { resources: [parameter], functions: [getParameter] };

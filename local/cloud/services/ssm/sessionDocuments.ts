import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, now } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable, volatile } from "../../model/resourceType";
import { list, map, obj, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { asText, dig, type Value } from "../../values";

const SESSION_TYPES = ["InteractiveCommands", "NonInteractiveCommands", "Port", "Standard_Stream"];
/** Required inputs of a document with preferences. */
const NEEDED = [
  "s3EncryptionEnabled",
  "cloudWatchEncryptionEnabled",
  "cloudWatchStreamingEnabled",
  "runAsEnabled",
];

const document: ResourceType = {
  token: "aws:ssm/document:Document",
  service: "SSM",
  operations: { create: "CreateDocument", update: "UpdateDocument", delete: "DeleteDocument" },
  source: registry("ssm/document"),
  inputs: {
    attachmentsSources: list(
      obj({ key: str({ required: true }), name: str(), values: list(str(), { required: true }) }),
    ),
    content: str({ required: true, max: 65_536 }),
    documentFormat: str({ default: "JSON", oneOf: ["JSON", "TEXT", "YAML"] }),
    documentType: str({
      required: true,
      immutable: true,
      oneOf: ["Automation", "ChangeCalendar", "Command", "Package", "Policy", "Session"],
    }),
    name: str({ immutable: true }),
    permissions: map(str()),
    targetType: str({ max: 200 }),
    versionName: str({ max: 128 }),
    ...REGION,
    ...TAGS,
  },
  naming: { field: "name", max: 128 },
  id: (context) => input(context, "name"),
  outputs: {
    arn: stable((context) => arn(context, "ssm", `document/${context.id}`)),
    createdDate: stable(now),
    defaultVersion: volatile(versionOf),
    description: volatile((context) => asText(dig(contentOf(context), "description")) ?? ""),
    documentVersion: volatile(versionOf),
    hash: volatile(() => ""),
    hashType: stable(() => "Sha256"),
    latestVersion: volatile(versionOf),
    name: stable((context) => context.id),
    owner: stable((context) => context.accountId),
    parameters: volatile(() => []),
    platformTypes: stable(() => ["Linux", "MacOS", "Windows"]),
    schemaVersion: volatile((context) => asText(dig(contentOf(context), "schemaVersion")) ?? ""),
    status: stable(() => "Active"),
    ...TAGS_ALL,
  },
  unique: [
    { of: ["name"], code: "DocumentAlreadyExists", status: 400, source: api("ssm", "CreateDocument") },
  ],
  rules: [
    {
      on: ["create"],
      code: "ValidationException",
      status: 400,
      source: api("ssm", "CreateDocument"),
      description: "A document's name has 3 to 128 letters, digits, dots, hyphens and underscores.",
      validate: (context) =>
        /^[\w.-]{3,128}$/.test(input(context, "name"))
          ? undefined
          : "1 validation error detected: Value at 'name' failed to satisfy constraint.",
    },
    {
      on: ["create", "update"],
      code: "InvalidDocumentContent",
      status: 400,
      source: guide("systems-manager/latest/userguide/session-manager-schema.html"),
      description:
        "A Session document has schema version 1.0 and a session type; Standard_Stream requires all preferences.",
      validate: (context) =>
        input(context, "documentType") === "Session" ? sessionProblem(context) : undefined,
    },
  ],
};

function versionOf(context: OperationContext): string {
  return String(Number(asText(context.old?.outputs["latestVersion"]) ?? 0) + 1);
}

function contentOf(context: OperationContext): Value | undefined {
  try {
    return JSON.parse(input(context, "content")) as Value;
  } catch {
    return undefined;
  }
}

function sessionProblem(context: OperationContext): string | undefined {
  const content = contentOf(context);
  if (input(context, "documentFormat") === "YAML") {
    return undefined;
  }
  if (content === undefined || asText(dig(content, "schemaVersion")) !== "1.0") {
    return "Session documents only support schema version 1.0.";
  }
  const type = asText(dig(content, "sessionType")) ?? "";
  if (!SESSION_TYPES.includes(type)) {
    return `${type} is no session type.`;
  }
  const missing = NEEDED.find((name) => dig(content, `inputs.${name}`) === undefined);
  return type === "Standard_Stream" && missing !== undefined ? `inputs.${missing} is missing.` : undefined;
}

/** Resource type of Systems Manager documents. */
export const sessionDocuments = { resources: [document] };

import { asText, dig, type Value } from "../../engine/values";
import { arn, input, now, REGION, TAGS, TAGS_ALL } from "../make";
import { type Making, type ResourceFact, stable, volatile } from "../resourceType";
import { list, map, obj, str } from "../schema";
import { api, guide, registry } from "../sources";

const SESSION_TYPES = ["InteractiveCommands", "NonInteractiveCommands", "Port", "Standard_Stream"];
/** Inputs that a document with preferences has to have. */
const NEEDED = [
  "s3EncryptionEnabled",
  "cloudWatchEncryptionEnabled",
  "cloudWatchStreamingEnabled",
  "runAsEnabled",
];

const document: ResourceFact = {
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
  id: (making) => input(making, "name"),
  outputs: {
    arn: stable((making) => arn(making, "ssm", `document/${making.id}`)),
    createdDate: stable(now),
    defaultVersion: volatile(versionOf),
    description: volatile((making) => asText(dig(contentOf(making), "description")) ?? ""),
    documentVersion: volatile(versionOf),
    hash: volatile(() => ""),
    hashType: stable(() => "Sha256"),
    latestVersion: volatile(versionOf),
    name: stable((making) => making.id),
    owner: stable((making) => making.accountId),
    parameters: volatile(() => []),
    platformTypes: stable(() => ["Linux", "MacOS", "Windows"]),
    schemaVersion: volatile((making) => asText(dig(contentOf(making), "schemaVersion")) ?? ""),
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
      says: "A document's name has 3 to 128 letters, digits, dots, hyphens and underscores.",
      broken: (making) =>
        /^[\w.-]{3,128}$/.test(input(making, "name"))
          ? undefined
          : "1 validation error detected: Value at 'name' failed to satisfy constraint.",
    },
    {
      on: ["create", "update"],
      code: "InvalidDocumentContent",
      status: 400,
      source: guide("systems-manager/latest/userguide/session-manager-schema.html"),
      says: "A Session document has schema version 1.0 and a session type; with Standard_Stream it has all preferences that are needed.",
      broken: (making) => (input(making, "documentType") === "Session" ? sessionProblem(making) : undefined),
    },
  ],
};

function versionOf(making: Making): string {
  return String(Number(asText(making.old?.outputs["latestVersion"]) ?? 0) + 1);
}

function contentOf(making: Making): Value | undefined {
  try {
    return JSON.parse(input(making, "content")) as Value;
  } catch {
    return undefined;
  }
}

function sessionProblem(making: Making): string | undefined {
  const content = contentOf(making);
  if (input(making, "documentFormat") === "YAML") {
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

/** Facts about documents of Systems Manager. */
export const sessionDocuments = { resources: [document] };

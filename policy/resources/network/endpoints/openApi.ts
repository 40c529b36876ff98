import type { Field } from "../../../values/field";

/** An integration in an OpenAPI definition. */
export interface DefinedIntegration {
  readonly target: Field<string>;
  readonly link: Field<string>;
  readonly usesVpcLink: boolean;
}

const extension = "x-amazon-apigateway-integration";

/**
 * Reads the integrations in an OpenAPI definition, JSON or YAML. One whose target cannot be read is unknown.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function integrationsIn(body: Field<string>): DefinedIntegration[] {
  if (body.state === "absent") {
    return [];
  }
  if (body.state === "unknown") {
    return [{ target: body, link: body, usesVpcLink: true }];
  }
  const { path, value } = body;
  const known = (text: unknown): Field<string> =>
    typeof text === "string" && text !== ""
      ? { state: "known", path, value: text }
      : { state: "absent", path };
  return blocksIn(value).flatMap((block): DefinedIntegration[] => {
    if (block === undefined) {
      const unread = { state: "unknown", path, reason: "shape" } as const;
      return [{ target: unread, link: unread, usesVpcLink: true }];
    }
    const usesVpcLink = block.connectionType === "VPC_LINK" || block.connectionId !== undefined;
    const link = known(block.connectionId);
    const target = known((usesVpcLink ? block.integrationTarget : undefined) ?? block.uri);
    return [{ target, link, usesVpcLink }];
  });
}

type Block = Readonly<Record<string, unknown>>;

function blocksIn(text: string): (Block | undefined)[] {
  try {
    return blocksInJson(JSON.parse(text));
  } catch {
    return blocksInYaml(text);
  }
}

function blocksInJson(value: unknown): Block[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) => {
    if (typeof each !== "object" || each === null) {
      return [];
    }
    // Components hold integrations by name, to which operations refer.
    const shared = key === `${extension}s` ? (Object.values(each) as Block[]) : [];
    return key === extension ? [{ ...each }] : [...shared, ...blocksInJson(each)];
  });
}

/** Reads each block by its indentation; a block in another form, or a value not on the line of its key, is not read. */
function blocksInYaml(text: string): (Block | undefined)[] {
  const lines = text.split("\n");
  if (/x-amazon-apigateway-integrations\b/.test(text)) {
    return [undefined];
  }
  return lines.flatMap((line, index): (Block | undefined)[] => {
    const [, indent, rest] = /^(\s*)["']?x-amazon-apigateway-integration["']?\s*:(.*)$/.exec(line) ?? [];
    if (indent === undefined || rest === undefined) {
      return [];
    }
    if (rest.trim() !== "" && !rest.trim().startsWith("#")) {
      return [undefined];
    }
    const depth = indent.length;
    const after = lines.slice(index + 1);
    const end = after.findIndex((each) => each.trim() !== "" && each.search(/\S/) <= depth);
    return [blockOf(end < 0 ? after : after.slice(0, end))];
  });
}

/** Returns a value of YAML without its quotes and the comment behind it; undefined for anything but one plain word. */
function plainValue(raw: string): string | undefined {
  const [word = ""] = raw.split(/\s/, 1);
  const rest = raw.slice(word.length).trimStart();
  const [, plain] = /^["']?([\w$:/.{}?#&=%@+*~,;!()-]+)["']?$/.exec(word) ?? [];
  return rest === "" || rest.startsWith("#") ? plain : undefined;
}

function blockOf(lines: readonly string[]): Block | undefined {
  const block: Record<string, string> = {};
  for (const line of lines) {
    const [, key = "", raw = ""] =
      /^["']?(uri|connectionId|connectionType|integrationTarget)["']?\s*:(.*)$/.exec(line.trim()) ?? [];
    if (key === "") {
      continue;
    }
    const plain = plainValue(raw.trim());
    if (plain === undefined || /^[&*!]/.test(plain)) {
      return undefined;
    }
    block[key] = plain;
  }
  return block;
}

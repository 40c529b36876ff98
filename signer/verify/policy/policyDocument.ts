/** Parses custom policies: what AWS documents is accepted, what it excludes is refused, the rest is a doubt. */
import { deny, type Note, open, type Ruling } from "../ruling";
import { type JsonValue, parseStrictJson } from "./strictJson";

/** A parsed policy. */
export interface PolicyDocument {
  /** The raw bytes of the Resource, one character a byte; undefined when the policy has none. */
  readonly resource: string | undefined;
  readonly lessThan: bigint;
  readonly greaterThan: bigint | undefined;
  readonly sourceIp: string | undefined;
  readonly doubts: readonly Ruling[];
  readonly notes: readonly Note[];
}

type JsonObject = Extract<JsonValue, { type: "object" }>;

/** Thrown and caught in this file: parsing ends at the first violation. */
class Malformed extends Error {
  constructor(readonly ruling: Ruling) {
    super(ruling.detail);
  }
}

function malformed(rule: Ruling["rule"], detail: string): never {
  throw new Malformed(deny("MalformedPolicy", rule, detail));
}

/** The largest signed 64-bit integer, the documented limit. */
const largest = 9223372036854775807n;

class Grammar {
  readonly doubts: Ruling[] = [];

  /** Reads an object and records members that are not documented. */
  object(
    value: JsonValue | undefined,
    known: readonly string[],
    name: string,
    rule: Ruling["rule"],
  ): JsonObject {
    if (value?.type !== "object") {
      malformed(rule, `${name} is not an object`);
    }
    for (const duplicate of value.duplicates) {
      this.doubts.push(open("MalformedPolicy", "policy.duplicate-member", `${name} has ${duplicate} twice`));
    }
    for (const member of value.members.keys()) {
      if (!known.includes(member)) {
        this.doubts.push(
          open("MalformedPolicy", "policy.unknown-member", `${name} has the member ${member}`),
        );
      }
    }
    return value;
  }

  statement(root: JsonObject): JsonObject {
    const value = root.members.get("Statement");
    const known = ["Resource", "Condition"];
    if (value?.type === "object") {
      this.doubts.push(
        open("MalformedPolicy", "policy.statement-object", "Statement is an object, not an array"),
      );
      return this.object(value, known, "the statement", "policy.statement");
    }
    if (value?.type !== "array" || value.items.length !== 1) {
      malformed(
        "policy.statement",
        `there ${value?.type === "array" ? `are ${value.items.length} statements` : "is no statement"}`,
      );
    }
    return this.object(value.items[0], known, "the statement", "policy.statement");
  }

  time(condition: JsonObject, name: string): bigint | undefined {
    const value = condition.members.get(name);
    if (value === undefined) {
      return undefined;
    }
    const time = this.object(value, ["AWS:EpochTime"], name, "policy.condition").members.get("AWS:EpochTime");
    if (time?.type !== "number" || !/^[0-9]+$/.test(time.text)) {
      malformed("policy.date-less-than", `AWS:EpochTime in ${name} is not a bare whole number`);
    }
    const seconds = time.text.length > 19 ? largest + 1n : BigInt(time.text);
    if (seconds > largest) {
      malformed("policy.date-less-than", `AWS:EpochTime in ${name} does not fit 64 bits`);
    }
    return seconds;
  }

  sourceIp(condition: JsonObject): string | undefined {
    const value = condition.members.get("IpAddress");
    if (value === undefined) {
      return undefined;
    }
    const address = this.object(value, ["AWS:SourceIp"], "IpAddress", "policy.condition").members.get(
      "AWS:SourceIp",
    );
    if (address?.type !== "string") {
      malformed("policy.condition", "AWS:SourceIp is not a string with one block");
    }
    return address.value;
  }
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return malformed("policy.json", "the policy is not UTF-8");
  }
}

function read(bytes: Buffer): PolicyDocument {
  const text = decodeUtf8(bytes);
  const root = parseStrictJson(text) ?? malformed("policy.json", "the policy is not JSON");
  const grammar = new Grammar();
  const statement = grammar.statement(grammar.object(root, ["Statement"], "the policy", "policy.statement"));
  const resource = statement.members.get("Resource");
  if (resource !== undefined && resource.type !== "string") {
    malformed("policy.condition", "Resource is not a string");
  }
  const known = ["DateLessThan", "DateGreaterThan", "IpAddress"];
  const condition = grammar.object(
    statement.members.get("Condition"),
    known,
    "Condition",
    "policy.date-less-than",
  );
  const lessThan =
    grammar.time(condition, "DateLessThan") ?? malformed("policy.date-less-than", "DateLessThan is missing");
  return {
    resource: resource && Buffer.from(resource.value, "utf8").toString("latin1"),
    lessThan,
    greaterThan: grammar.time(condition, "DateGreaterThan"),
    sourceIp: grammar.sourceIp(condition),
    doubts: grammar.doubts,
    notes: /[ \t\r\n]/.test(text)
      ? [{ rule: "policy.white-space", detail: "the policy has white space, which the signature covers" }]
      : [],
  };
}

/**
 * Parses a custom policy from the bytes that were signed.
 *
 * @returns the document, or the ruling on a malformed policy
 */
export function readPolicy(bytes: Buffer): PolicyDocument | Ruling {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof Malformed) {
      return error.ruling;
    }
    throw error;
  }
}

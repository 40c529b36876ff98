import { isDocumented } from "../values/documentedValues";
import { isUnknownValue, isUnknownValueError, withoutProxy } from "../values/unknownValues";

/** Arguments whose values a message may quote, some with the argument that they are of. */
const quotable: ReadonlySet<string> = new Set([
  "pathPattern",
  "responsePagePath",
  "defaultRootObject",
  "targetOriginId",
  "originId",
  "originPath",
  "cidr",
  "cidrBlocks",
  "ipv6CidrBlocks",
  "cidrIpv4",
  "cidrIpv6",
  "prefixListId",
  "prefixListIds",
  "httpHeaderName",
  "customHeaders.name",
]);

/** Shorter values are ordinary words; redacting them would make a message unreadable. */
const minimumLength = 12;

interface Holder {
  readonly props: object;
}

/**
 * Removes every value of a resource from messages, except those of quotable arguments, and everything that looks like a
 * PEM. Rules should not quote such values; this is the second line of defence. Policies receive secrets in clear and
 * cannot tell them from other values, so all values count as secret. URNs are kept: they consist of names.
 */
export class Redactor {
  private byStart: Map<string, string[]> | undefined;

  constructor(private readonly resources: readonly Holder[]) {}

  /** Returns the message with secrets replaced. */
  redact(message: string): string {
    return message
      .replace(/-----BEGIN [\s\S]*?(?:-----END [^-]*-----|$)/g, "[redacted]")
      .split(/(urn:pulumi:[^\s,]+)/)
      .map((part, i) => (i % 2 === 1 ? part : this.redactPart(part)))
      .join("");
  }

  private redactPart(text: string): string {
    const starts = (this.byStart ??= index(this.resources));
    let out = "";
    for (let at = 0; at < text.length; ) {
      // The longest value first, so that no part of it remains.
      const value = starts.get(text.slice(at, at + minimumLength))?.find((each) => text.startsWith(each, at));
      out += value === undefined ? (text[at] ?? "") : "[redacted]";
      at += value?.length ?? 1;
    }
    return out;
  }
}

function index(resources: readonly Holder[]): Map<string, string[]> {
  const open = new Set<string>();
  const closed = new Set<string>();
  for (const { props } of resources) {
    collect(withoutProxy(props), "", open, closed);
  }
  const starts = new Map<string, string[]>();
  for (const value of [...closed].sort((a, b) => b.length - a.length)) {
    if (open.has(value)) {
      continue;
    }
    const start = value.slice(0, minimumLength);
    const same = starts.get(start);
    if (same === undefined) {
      starts.set(start, [value]);
    } else {
      same.push(value);
    }
  }
  return starts;
}

function collect(holder: object, key: string, open: Set<string>, closed: Set<string>): void {
  const list = Array.isArray(holder);
  for (const name of list ? holder.keys() : Object.keys(holder)) {
    let value: unknown;
    try {
      value = (holder as Record<string | number, unknown>)[name];
    } catch (error) {
      if (isUnknownValueError(error)) {
        continue;
      }
      throw error;
    }
    const argument = list ? key : String(name);
    if (typeof value === "object" && value !== null) {
      collect(value, argument, open, closed);
    }
    if (typeof value !== "string" || value.length < minimumLength || isUnknownValue(value)) {
      continue;
    }
    const quoted = quotable.has(argument) || quotable.has(`${key}.${argument}`) || isDocumented(value);
    (quoted ? open : closed).add(value);
  }
}

import { isUnknownValueError } from "../values/field";
import { isUnknown, unwrapped } from "../values/plain";
import { isDocumented } from "./vocabulary";

/** Arguments whose values a message may quote: where things lie and who may come, never what they hold. */
const quotable: ReadonlySet<string> = new Set([
  "pathPattern",
  "responsePagePath",
  "defaultRootObject",
  "targetOriginId",
  "originId",
  "cidr",
  "cidrBlocks",
  "ipv6CidrBlocks",
  "cidrIpv4",
  "cidrIpv6",
  "prefixListId",
  "prefixListIds",
]);

/** A shorter value is a word like any other; to black it out would black out the sentence around it. */
const shortestSecret = 12;

interface Holder {
  readonly props: object;
}

/**
 * Takes everything out of messages that a resource holds outside of the quotable arguments, and whatever looks like a
 * key in PEM form. Rules quote nothing of the kind; this is for the day when one does. Policies get secrets in the
 * clear and cannot tell them from other values, so all of them count as secret. URNs stay: they come from names.
 */
export class Redactor {
  private byStart: Map<string, string[]> | undefined;

  constructor(private readonly resources: readonly Holder[]) {}

  /** The message without what it must not tell. */
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
      // The longest first, so that no part of a longer one is left behind.
      const value = starts
        .get(text.slice(at, at + shortestSecret))
        ?.find((each) => text.startsWith(each, at));
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
    collect(unwrapped(props), "", open, closed);
  }
  const starts = new Map<string, string[]>();
  for (const value of [...closed].sort((a, b) => b.length - a.length)) {
    if (open.has(value)) {
      continue;
    }
    const start = value.slice(0, shortestSecret);
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
    if (typeof value !== "string" || value.length < shortestSecret || isUnknown(value)) {
      continue;
    }
    (quotable.has(argument) || isDocumented(value) ? open : closed).add(value);
  }
}

import { isUnknownValueError } from "./model/field";

/** Arguments whose values a message may quote: where things lie and who may come, never what they hold. */
const quotable: ReadonlySet<string> = new Set([
  "pathPattern",
  "cidrBlocks",
  "ipv6CidrBlocks",
  "cidrIpv4",
  "cidrIpv6",
]);

/** A shorter value is a word like any other; to black it out would black out the sentence around it. */
const shortestSecret = 12;

/**
 * Takes everything out of a message that a resource holds outside of the quotable arguments, and whatever looks like
 * a key in PEM form. Rules quote nothing of the kind; this is for the day when one does. Policies get secrets in the
 * clear and cannot tell them from other values, so all of them count as secret.
 */
export function redact(message: string, resources: readonly { readonly props: object }[]): string {
  const open = new Set<string>();
  const closed = new Set<string>();
  for (const { props } of resources) {
    collect(props, "", open, closed);
  }
  let text = message.replace(/-----BEGIN [\s\S]*?(?:-----END [^-]*-----|$)/g, "[redacted]");
  // The longest first, so that no part of a longer one is left behind.
  for (const value of [...closed].sort((a, b) => b.length - a.length)) {
    if (!open.has(value)) {
      text = text.replaceAll(value, "[redacted]");
    }
  }
  return text;
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
    if (typeof value !== "string" || value.length < shortestSecret) {
      continue;
    }
    (quotable.has(argument) ? open : closed).add(value);
  }
}

/** Regular expressions of AWS's models, which are Java's or Python's, as ECMAScript's. */

const CLASSES: Readonly<Record<string, string>> = {
  "\\p{Alnum}": "A-Za-z0-9",
  "\\p{Alpha}": "A-Za-z",
  "\\p{Digit}": "0-9",
  "\\p{Lower}": "a-z",
  "\\p{Upper}": "A-Z",
  "\\p{Space}": "\\s",
  "\\p{Punct}": "!-\\/:-@\\[-`{-~",
  "\\p{Print}": "\\x20-\\x7e",
  "\\p{Graph}": "\\x21-\\x7e",
  "\\p{ASCII}": "\\x00-\\x7f",
  "\\p{IsAlphabetic}": "\\p{Alphabetic}",
  "[:alnum:]": "A-Za-z0-9",
  "[:alpha:]": "A-Za-z",
  "[:digit:]": "0-9",
  "[:print:]": "\\x20-\\x7e",
};

/** Constructs that ECMAScript lacks. */
const UNTRANSLATABLE: readonly (readonly [RegExp, string])[] = [
  [/&&/, "an intersection of classes"],
  [/(?:[*+?]|\{\d+(?:,\d*)?\})\+/, "a possessive quantifier"],
  [/\(\?>/, "an atomic group"],
  [/\\[GQE]/, "a Java escape"],
];

/** A pattern's test, or why there is none. */
export type Translated = { readonly test: RegExp } | { readonly untranslated: string };

const known = new Map<string, Translated>();

/**
 * Translates a pattern of a model.
 *
 * @param whole - whether a pattern without any anchor is for the whole value, as AWS's services take those of their
 * models; in a JSON schema it is for any part
 */
export function translatePattern(pattern: string, whole: boolean): Translated {
  const key = `${String(whole)} ${pattern}`;
  const found = known.get(key) ?? translate(pattern, whole);
  known.set(key, found);
  return found;
}

function translate(pattern: string, whole: boolean): Translated {
  const lacks = UNTRANSLATABLE.find(([construct]) => construct.test(outsideClasses(pattern, construct)));
  if (lacks !== undefined) {
    return { untranslated: lacks[1] };
  }
  let text = pattern.replace(/\\Z|\\z/g, "$").replace(/\\A/g, "^");
  text = namedClasses(text);
  const own = /^\^?\(\?([is]+)\)/.exec(text)?.[1] ?? "";
  const flags = `${own}u`;
  text = text.replace(/^(\^?)\(\?[is]+\)/, "$1");
  const anchored = !whole || /[\^$]/.test(text.replace(/\\.|\[(?:\\.|[^\]])*\]/g, ""));
  const complete = anchored ? text : `^(?:${text})$`;
  return compiled(complete, flags) ?? compiled(unescaped(complete), flags) ?? plain(complete, flags);
}

/** Replaces named classes by their ranges, in brackets where they stand outside of any. */
function namedClasses(text: string): string {
  let inClass = false;
  return text.replace(/\\p\{\w+\}|\[:\w+:\]|\\.|\[|\]/gu, (part) => {
    const range = CLASSES[part];
    if (range !== undefined) {
      return inClass ? range : `[${range}]`;
    }
    inClass = part === "[" || (inClass && part !== "]");
    return part;
  });
}

/** What is judged of a pattern: `&&` and escapes count everywhere, quantifiers outside of classes. */
function outsideClasses(pattern: string, construct: RegExp): string {
  return /^\(\?:/.test(construct.source)
    ? pattern.replace(/\[(?:\\.|[^\]])*\]/g, "[]").replace(/\\./g, "x")
    : pattern;
}

function compiled(text: string, flags: string): Translated | undefined {
  try {
    return { test: new RegExp(text, flags) };
  } catch {
    return undefined;
  }
}

/** Without the backslashes that ECMAScript's Unicode mode does not take, and `-` between classes escaped. */
function unescaped(text: string): string {
  return text
    .replace(/\\([^\w^$\\.*+?()[\]{}|/-])/gu, "$1")
    .replace(/\\_/g, "_")
    .replace(/(\\[wdsWDS])-/g, "$1\\-")
    .replace(/-(\\[wdsWDS])/g, "\\-$1");
}

/** Outside Unicode mode nearly everything compiles; properties of characters do not mean there what they say. */
function plain(text: string, flags: string): Translated {
  return /\\p\{/.test(text)
    ? { untranslated: "an escape that ECMAScript's Unicode mode refuses" }
    : (compiled(text, flags.replace("u", "")) ?? { untranslated: "syntax that ECMAScript refuses" });
}

/** Translates regular expressions of AWS's models from Java or Python to ECMAScript. */

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

/** A translated pattern, or the reason why it cannot be translated. */
export type Translated = { readonly test: RegExp } | { readonly untranslated: string };

const known = new Map<string, Translated>();

/**
 * Translates a pattern of a model.
 *
 * @param whole - whether a pattern without an anchor applies to the whole value, as in the services' models; in a JSON
 * schema it applies to any part
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

/** Replaces named classes with their ranges, in brackets outside a class. */
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

/** Returns the part of a pattern in which a construct counts: `&&` and escapes everywhere, quantifiers outside classes. */
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

/** Removes the backslashes that ECMAScript's Unicode mode refuses, and escapes `-` beside classes. */
function unescaped(text: string): string {
  return text
    .replace(/\\([^\w^$\\.*+?()[\]{}|/-])/gu, "$1")
    .replace(/\\_/g, "_")
    .replace(/(\\[wdsWDS])-/g, "$1\\-")
    .replace(/-(\\[wdsWDS])/g, "\\-$1");
}

/** Compiles a pattern outside Unicode mode, where nearly everything compiles, but character properties have no meaning. */
function plain(text: string, flags: string): Translated {
  return /\\p\{/.test(text)
    ? { untranslated: "an escape that ECMAScript's Unicode mode refuses" }
    : (compiled(text, flags.replace("u", "")) ?? { untranslated: "syntax that ECMAScript refuses" });
}

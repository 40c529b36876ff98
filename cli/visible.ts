/** Shows characters that a terminal would act upon or hide. */

/**
 * Control characters, format characters (zero-width ones and those that turn the direction of text among them), lone
 * surrogates, and separators of lines and paragraphs.
 *
 * @see https://www.unicode.org/reports/tr44/#General_Category_Values
 */
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** JSON's own escape, so that a JSON text with it says the same as without. */
function escaped(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/** Escapes them in a text of several lines, or in JSON. */
export function visible(text: string): string {
  return text.replaceAll(acting, (character) => (character === "\n" ? character : escaped(character)));
}

/** Escapes them in what is to be one line or a part of one, line breaks included. */
export function visibleLine(text: string): string {
  return text.replaceAll(acting, escaped);
}

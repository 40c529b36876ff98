/** Escapes characters that a terminal interprets or hides. */

/**
 * Control characters, format characters (such as zero-width and bidirectional ones), lone surrogates, and line and
 * paragraph separators. The ranges are those without an assigned character that are never shown either.
 *
 * @see https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 * @see https://www.unicode.org/reports/tr44/#General_Category_Values
 */
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2065\ufff0-\ufff8\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]/gu;

/** Returns the JSON escape, which does not change the meaning of a JSON text. */
function escaped(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/** Escapes a text of several lines, or JSON. */
export function visible(text: string): string {
  return text.replaceAll(acting, (character) => (character === "\n" ? character : escaped(character)));
}

/** Escapes a text that must stay on one line, line breaks included. */
export function visibleLine(text: string): string {
  return text.replaceAll(acting, escaped);
}

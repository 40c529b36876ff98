/** Decodes CloudFront's base64 strictly: Node's own decoder skips invalid characters. */

/** Decoded bytes, and whether the padding was omitted. */
export interface Decoded {
  readonly bytes: Buffer;
  readonly unpadded: boolean;
}

const alphabet = /^[A-Za-z0-9\-~]+_{0,2}$/;

/**
 * Decodes base64 with `-` for `+`, `_` for `=` and `~` for `/`.
 *
 * @returns undefined when a character, the length or the unused bits at the end are invalid
 */
export function decodeStrictly(text: string): Decoded | undefined {
  if (!alphabet.test(text)) {
    return undefined;
  }
  const end = text.indexOf("_");
  const padding = end === -1 ? 0 : text.length - end;
  if (padding > 0 && text.length % 4 !== 0) {
    return undefined;
  }
  // base64url differs in one character, `_` in place of `~`, and has no padding.
  const standard = (end === -1 ? text : text.slice(0, end)).replaceAll("~", "_");
  const bytes = Buffer.from(standard, "base64url");
  // Encoding it again reveals invalid lengths and unused bits.
  if (bytes.toString("base64url") !== standard) {
    return undefined;
  }
  return { bytes, unpadded: padding === 0 && text.length % 4 !== 0 };
}

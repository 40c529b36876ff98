/** CloudFront's base64, read strictly: Node's own decoder skips what it does not know. */

/** Decoded bytes, and whether the padding was left off. */
export interface Decoded {
  readonly bytes: Buffer;
  readonly unpadded: boolean;
}

const alphabet = /^[A-Za-z0-9\-~]+_{0,2}$/;

/**
 * Decodes base64 with `-` for `+`, `_` for `=` and `~` for `/`.
 *
 * @returns undefined when a character, the length or the unused bits at the end are not as the encoder writes them
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
  // base64url differs in one letter: `_` is the 64th there, `~` here. It has no padding.
  const standard = (end === -1 ? text : text.slice(0, end)).replaceAll("~", "_");
  const bytes = Buffer.from(standard, "base64url");
  // Writing it again finds lengths that cannot be, and bits that say nothing.
  if (bytes.toString("base64url") !== standard) {
    return undefined;
  }
  return { bytes, unpadded: padding === 0 && text.length % 4 !== 0 };
}

import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from "node:zlib";

/** The characters of the escapes of JSON, of scripts and of YAML. */
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
const entities: Readonly<Record<string, string>> = {
  amp: "&",
  quot: '"',
  apos: "'",
  lt: "<",
  gt: ">",
  plus: "+",
  sol: "/",
  equals: "=",
  NewLine: "\n",
};

const ofCode = (hex: string, radix = 16) => String.fromCharCode(Number.parseInt(hex, radix));

/** Returns what a text says once one layer of escapes is removed, for each kind of escape in it. */
export function unescaped(text: string): string[] {
  const texts: string[] = [];
  if (text.includes("\\")) {
    const escape = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g;
    texts.push(
      text.replace(escape, (_, u?: string, x?: string, one: string = "") => {
        const code = u ?? x;
        return code !== undefined ? ofCode(code) : one === "\n" ? "" : (escapes[one] ?? one);
      }),
    );
  }
  if (text.includes("%") && /%[0-9a-fA-F]{2}/.test(text)) {
    const spaced = text.includes("BEGIN+") ? text.replaceAll("+", " ") : text;
    texts.push(spaced.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => ofCode(hex)));
  }
  if (text.includes("=") && /=(?:\r?\n|[0-9A-F]{2})/.test(text)) {
    texts.push(text.replace(/=\r?\n[ \t]*/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => ofCode(hex)));
  }
  if (text.includes("&") && /&#?\w{1,8};/.test(text)) {
    const entity = /&(?:#x([0-9a-fA-F]{1,4})|#(\d{1,5})|(\w{2,8}));/g;
    texts.push(
      text.replace(entity, (whole, hex?: string, decimal?: string, name: string = "") =>
        hex !== undefined
          ? ofCode(hex)
          : decimal !== undefined
            ? ofCode(decimal, 10)
            : (entities[name] ?? whole),
      ),
    );
  }
  if (text.includes("\0")) {
    texts.push(text.replaceAll("\0", ""));
  }
  return texts.filter((each) => each !== text);
}

/** A private key takes up no fewer characters in base64 or hex. */
const minimumRun = 64;

/** Yields the bytes that a text spells in base64, base64url or hex, also over several lines, or as a list of numbers. */
export function* encodedIn(text: string): Generator<Buffer> {
  const start = /[A-Za-z0-9+/_-]{28,}={0,2}/g;
  const next = /[\s"'`,\\]{1,200}([A-Za-z0-9+/_-]+={0,2})/y;
  for (let found = start.exec(text); found !== null; found = start.exec(text)) {
    const lines = [found[0]];
    let last = found[0];
    next.lastIndex = start.lastIndex;
    while (last.length >= 28 && !last.endsWith("=")) {
      const at = next.lastIndex;
      const [whole, line] = next.exec(text) ?? [];
      if (whole === undefined || line === undefined) {
        next.lastIndex = at;
        break;
      }
      lines.push(line);
      last = line;
      start.lastIndex = at + whole.length;
      next.lastIndex = start.lastIndex;
    }
    yield* decoded(lines);
  }
  // Both take linear time: 32 elements in a row always match, so no more than those are read again.
  // eslint-disable-next-line regexp/no-super-linear-move
  for (const [list] of text.matchAll(/(?:(?:0x)?[0-9a-fA-F]{2}[:\s,]{1,3}){31,}(?:0x)?[0-9a-fA-F]{2}/g)) {
    yield Buffer.from(list.replace(/0x|[^0-9a-fA-F]/g, ""), "hex");
  }
  // eslint-disable-next-line regexp/no-super-linear-move
  for (const [list] of text.matchAll(/(?:\d{1,3}\s{0,9},\s{0,9}){31,}\d{1,3}/g)) {
    yield Buffer.from(list.split(",").map(Number));
  }
}

function* decoded(lines: readonly string[]): Generator<Buffer> {
  const run = lines.join("");
  if (run.length < minimumRun) {
    return;
  }
  yield Buffer.from(run, "base64");
  // A word may follow the encoded lines.
  const other = lines.findIndex((line) => !/^[0-9a-fA-F]+$/.test(line));
  const hex = (other < 0 ? lines : lines.slice(0, other)).join("");
  if (hex.length >= minimumRun) {
    yield Buffer.from(hex, "hex");
  }
  const [first = "", second] = lines;
  if (second !== undefined && first.length !== second.length) {
    // The first line may be a word before the encoded lines.
    yield Buffer.from(lines.slice(1).join(""), "base64");
  }
}

/** Bytes that decompress to more are not searched. */
const maximumOutput = 8_000_000;

/** The contents of compressed bytes, or that they are too large. */
export type Decompressed = { readonly contents: readonly Buffer[]; readonly isComplete: boolean };

/** Decompresses gzip, zlib, ZIP and Brotli; returns no contents for other bytes. */
export function decompressed(bytes: Buffer): Decompressed {
  const [first = 0, second = 0] = bytes;
  // Truncated input is decompressed as far as possible.
  const options = { maxOutputLength: maximumOutput, finishFlush: constants.Z_SYNC_FLUSH };
  if (first === 0x1f && second === 0x8b) {
    // Without the header: other than zlib's reader of gzip, the raw one ignores what follows the compressed bytes.
    return attempt(() => [inflateRawSync(bytes.subarray(gzipHeader(bytes)), options)]);
  }
  if (first === 0x50 && second === 0x4b) {
    return attempt(() => zipContents(bytes, (part) => inflateRawSync(part, options)));
  }
  if ((first & 0x0f) === 8 && (first * 256 + second) % 31 === 0) {
    return attempt(() => [inflateSync(bytes, options)]);
  }
  // Brotli has no signature; random bytes fail early.
  return attempt(() => [brotliDecompressSync(bytes, { maxOutputLength: maximumOutput })]);
}

function attempt(decompress: () => Buffer[]): Decompressed {
  try {
    return { contents: decompress(), isComplete: true };
  } catch (error) {
    return { contents: [], isComplete: (error as { code?: unknown }).code !== "ERR_BUFFER_TOO_LARGE" };
  }
}

/**
 * Returns the length of a header of gzip.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952#section-2.3
 */
function gzipHeader(bytes: Buffer): number {
  const flags = bytes[3] ?? 0;
  let length = 10;
  if ((flags & 4) !== 0) {
    length += 2 + (bytes[length] ?? 0) + 256 * (bytes[length + 1] ?? 0);
  }
  for (const flag of [8, 16]) {
    if ((flags & flag) !== 0) {
      length = bytes.indexOf(0, length) + 1;
    }
  }
  return length + ((flags & 2) !== 0 ? 2 : 0);
}

/** Returns the files of a ZIP archive that are stored or deflated. */
function zipContents(bytes: Buffer, inflate: (part: Buffer) => Buffer): Buffer[] {
  const contents: Buffer[] = [];
  const signature = Buffer.from("PK\x03\x04", "latin1");
  for (let at = bytes.indexOf(signature); at >= 0 && at + 30 <= bytes.length; ) {
    const method = bytes.readUInt16LE(at + 8);
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const next = bytes.indexOf(signature, at + 4);
    const content = bytes.subarray(from, next < 0 ? bytes.length : next);
    contents.push(method === 8 ? inflate(content) : content);
    at = next;
  }
  return contents;
}

/** Private keys in files. */
import { readFile } from "node:fs/promises";
import { SignerError } from "../shared/errors";
import type { LocalKey } from "./keySource";
import { type PemKeyOptions, pemKey } from "./pem";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "cannot be read by this user",
  EISDIR: "is a directory",
};

/**
 * Reads a private key from a PEM file, once.
 *
 * @throws SignerError ERR_KEY_READ when the file cannot be read, and what {@link pemKey} throws
 * @example
 * ```ts
 * const key = await fileKey("/run/secrets/signing-key.pem");
 * ```
 */
export async function fileKey(path: string, options: PemKeyOptions = {}): Promise<LocalKey> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    // A text of that length is more likely a key than a path, and Node's message quotes it.
    const [shown, because] = path.length > 120 ? ["with a very long name", {}] : [path, { cause }];
    const problem = reasons[code] ?? `cannot be read (${code})`;
    throw new SignerError("ERR_KEY_READ", `key file ${shown} ${problem}`, { field: "key", ...because });
  }
  return pemKey(text, { description: `the key in ${path}`, ...options });
}

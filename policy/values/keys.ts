import { createHash, createPublicKey } from "node:crypto";
import { type PublicHalf, publicHalfOf } from "./privateKeys/publicHalf";
import { searchText } from "./privateKeys/search";

/** What was found where a public key is expected. */
export type InspectedKey =
  | { readonly kind: "private" }
  | { readonly kind: "malformed" }
  | ({ readonly kind: "public" } & PublicHalf);

/** Inspected keys, by the hash of their PEM. */
const inspected = new Map<string, InspectedKey>();
const maximumInspected = 1000;

/** Reads a public key in PEM form, and remembers the result: several rules inspect the same key. */
export function inspectKey(pem: string): InspectedKey {
  const name = createHash("sha256").update(pem).digest("base64");
  const before = inspected.get(name);
  if (before !== undefined) {
    return before;
  }
  const key = read(pem);
  if (inspected.size < maximumInspected) {
    inspected.set(name, key);
  }
  return key;
}

function read(pem: string): InspectedKey {
  // node:crypto silently derives a public key from a private one.
  if (searchText(pem).keys.length > 0) {
    return { kind: "private" };
  }
  // Only the first of several blocks would be inspected here, and perhaps another one trusted. Of a text that says that it is
  // encrypted, `node:crypto` would ask for the passphrase on the terminal.
  if (pem.includes("ENCRYPTED") || (pem.match(/-----BEGIN /g) ?? []).length > 1) {
    return { kind: "malformed" };
  }
  try {
    return { kind: "public", ...publicHalfOf(createPublicKey(pem)) };
  } catch {
    return { kind: "malformed" };
  }
}

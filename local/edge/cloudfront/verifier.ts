/** The verifier of the edge: the signer's, which checks the same signature once. */
import type { KeyObject } from "node:crypto";
import { LRUCache } from "lru-cache";
import { explainWith } from "../../../signer/verify/explain";
import { type SignatureCheck, verifySignature } from "../../../signer/verify/signature/signature";
import type { Judge } from "./request";

/** Characters of all that is remembered for one key: some thousands of signatures. */
const maxSize = 4 * 1024 * 1024;

/**
 * Creates a check that remembers the signatures that matched, by key object, hash, signed bytes and signature, in full. A
 * viewer sends the same cookies with every file. One that does not match is checked each time; a changed stack has other
 * key objects and so begins with nothing.
 *
 * @param check - the check itself
 */
export function remembering(check: SignatureCheck): SignatureCheck {
  const matched = new WeakMap<KeyObject, LRUCache<string, true>>();
  return (key, hash, bytes, signature) => {
    let known = matched.get(key);
    if (known === undefined) {
      known = new LRUCache({ maxSize, sizeCalculation: (_value, text) => text.length });
      matched.set(key, known);
    }
    const text = `${hash} ${signature.length} ${signature.toString("latin1")}${bytes.toString("latin1")}`;
    if (known.get(text) !== undefined) {
      return true;
    }
    const matches = check(key, hash, bytes, signature);
    if (matches) {
      known.set(text, true);
    }
    return matches;
  };
}

/** Creates a verifier without the diagnosis of mismatches, which nobody reads at the edge. */
export function createVerifier(): Judge {
  const check = remembering(verifySignature);
  return (request, access, now, address) =>
    explainWith(check, request, access, now, address, { diagnose: false });
}

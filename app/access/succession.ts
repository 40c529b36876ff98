/** Signing goes on when the active key is changed while this instance runs. */
import { type Signer, SignerError } from "../../signer";

/** Whether a key's service refused this role: the key is not, or no longer, the active one. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof SignerError &&
    error.code === "ERR_SERVICE" &&
    error.cause instanceof Error &&
    error.cause.name === "AccessDeniedException"
  );
}

/**
 * Signs with the first of several signers whose key lets it, and stays with it.
 *
 * The right to sign moves from one key to the next in a moment, and instances are replaced one after the other in the
 * minutes after it: until then one that was started with the former key signs with that which was announced to it.
 *
 * @param signers - the active key's first, then those of keys that are announced
 * @param changed - told when another one has taken over
 */
export function succession(signers: readonly Signer[], changed: () => void): Signer {
  let order = [...signers];
  const sign = async <T>(by: (signer: Signer) => Promise<T>): Promise<T> => {
    let refusal: unknown;
    for (const signer of order) {
      try {
        const signed = await by(signer);
        if (signer !== order[0]) {
          order = [signer, ...order.filter((other) => other !== signer)];
          changed();
        }
        return signed;
      } catch (error) {
        if (!isRefused(error)) {
          throw error;
        }
        // Of all refusals the first is told: it is about the key that ought to sign.
        refusal ??= error;
      }
    }
    throw refusal;
  };
  return {
    signUrl: (options) => sign((signer) => signer.signUrl(options)),
    signCookies: (options) => sign((signer) => signer.signCookies(options)),
    signPolicy: (options) => sign((signer) => signer.signPolicy(options)),
  };
}

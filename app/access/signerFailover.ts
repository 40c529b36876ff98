/** Failover to another signing key when the active key changes while this instance runs. */
import { type Signer, SignerError } from "../../signer";

/** Tells whether the key's service denied access: the key is not, or no longer, the active one. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof SignerError &&
    error.code === "ERR_SERVICE" &&
    error.cause instanceof Error &&
    error.cause.name === "AccessDeniedException"
  );
}

/**
 * Creates a signer that uses the first of several signers whose key allows it, and keeps to it.
 *
 * The permission to sign moves to the next key at once, while instances are replaced one after the other. Until then, an
 * instance with the former key signs with the announced one.
 *
 * @param signers - that of the active key first, then those of announced keys
 * @param changed - called when another signer is used
 */
export function failoverSigner(signers: readonly Signer[], changed: () => void): Signer {
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
        // Reports the first refusal: it is about the active key.
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

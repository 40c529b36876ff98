/** The signer: URLs, cookies and reusable policies, from any key. */
import type { KeyObject } from "node:crypto";
import { isLocalKey } from "../keys/keySource";
import { encodeForCloudFront } from "./encoding";
import { type Draft, draftResource, draftUrl, type ResourceOptions } from "./grant";
import { createLocalSigner } from "./localSigner";
import { checkSignedCookies, checkSignedUrl } from "./selfCheck";
import { toSignedPolicy } from "./signedPolicy";
import { cookiesOf, idFor, type Signer, type SignerOptions, settle } from "./signerOptions";
import { type Ticket, toCookies, toQuery, withQuery } from "./ticket";

/**
 * Makes a signer for any key source.
 *
 * @throws SignerError ERR_KEY_PAIR_ID, ERR_KEY_HASH, ERR_OPTION
 * @example
 * ```ts
 * const signer = createSigner({ key: kmsKey({ keyId: arn }), keyPairId: "K2JCJMDEHXQW5F" });
 * const url = await signer.signUrl({
 *   url: "https://d111.cloudfront.net/premium/report.pdf",
 *   expires: epochSeconds(now() + 600),
 *   ip: "192.0.2.10",
 * });
 * ```
 */
export function createSigner(options: SignerOptions): Signer {
  const { key } = options;
  if (isLocalKey(key)) {
    const local = createLocalSigner({ ...options, key });
    return {
      signUrl: (given) => settled(() => local.signUrl(given)),
      signCookies: (given) => settled(() => local.signCookies(given)),
      signPolicy: (given) => settled(() => local.signPolicy(given)),
    };
  }
  return createRemoteSigner(options);
}

/** Turns a throw into a rejection, as callers of a promise expect. */
function settled<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(make());
  });
}

function createRemoteSigner(options: SignerOptions): Signer {
  const settings = settle(options);
  const { key } = options;
  const toTicket = async (draft: Draft): Promise<Ticket> => {
    const { signature, hash, keyPairId } = await key.sign(Buffer.from(draft.text), settings.hash);
    return { draft, keyPairId: idFor(settings, keyPairId), hash, signature: encodeForCloudFront(signature) };
  };
  const publicKey = async (): Promise<KeyObject | undefined> =>
    settings.verify ? key.publicKey?.() : undefined;
  const signResource = async (given: ResourceOptions, reusable: boolean): Promise<Ticket> => {
    const limits = settings.limits();
    const ticket = await toTicket(draftResource(given, limits, reusable));
    const check = await publicKey();
    if (check) {
      checkSignedCookies(toCookies(ticket), ticket.draft, ticket.keyPairId, check, limits.now);
    }
    return ticket;
  };
  return {
    signUrl: async (given) => {
      const limits = settings.limits();
      const ticket = await toTicket(draftUrl(given, limits));
      const signed = withQuery(given.url, toQuery(ticket));
      const check = await publicKey();
      if (check) {
        checkSignedUrl(signed, ticket.draft, ticket.keyPairId, check, limits.now);
      }
      return signed;
    },
    signCookies: async (given) => cookiesOf(await signResource(given, false)),
    signPolicy: async (given) => toSignedPolicy(await signResource(given, true)),
  };
}

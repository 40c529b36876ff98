/** The signer for a key in this process: it signs at once. */

import type { LocalKey } from "../keys/keySource";
import { awsSignerDoesRight, signWithAws } from "./awsSigner";
import { encodeForCloudFront } from "./encoding";
import { type Draft, draftResource, draftUrl, type ResourceOptions } from "./grant";
import { checkSignedCookies, checkSignedUrl } from "./selfCheck";
import { toSignedPolicy } from "./signedPolicy";
import { cookiesOf, idFor, type LocalSigner, type SignerOptions, settle } from "./signerOptions";
import { checkLength, type Ticket, toCookies, toQuery, withQuery } from "./ticket";

/**
 * Makes a signer for a key that is in this process: it signs without promises.
 *
 * @throws SignerError ERR_KEY_PAIR_ID, ERR_KEY_HASH, ERR_OPTION
 * @example
 * ```ts
 * const signer = createLocalSigner({ key: pemKey(pem), keyPairId: "K2JCJMDEHXQW5F" });
 * const url = signer.signUrl({
 *   url: "https://d111.cloudfront.net/premium/report.pdf",
 *   expires: epochSeconds(now() + 600),
 * });
 * ```
 */
export function createLocalSigner(options: SignerOptions<LocalKey>): LocalSigner {
  const settings = settle(options);
  const { key } = options;
  const id = idFor(settings, key.keyPairId);
  const toTicket = (draft: Draft): Ticket => ({
    draft,
    keyPairId: id,
    hash: settings.hash,
    signature: encodeForCloudFront(key.signNow(Buffer.from(draft.text), settings.hash)),
  });
  const signResource = (given: ResourceOptions, reusable: boolean): Ticket => {
    const limits = settings.limits();
    const ticket = toTicket(draftResource(given, limits, reusable));
    if (settings.verify) {
      checkSignedCookies(toCookies(ticket), ticket.draft, id, key.publicHalf, limits.now);
    }
    return ticket;
  };
  return {
    signUrl: (given) => {
      const limits = settings.limits();
      const draft = draftUrl(given, limits);
      const signed = awsSignerDoesRight(key, given.url)
        ? checkLength(signWithAws(given.url, draft, key, id, settings.hash))
        : withQuery(given.url, toQuery(toTicket(draft)));
      if (settings.verify) {
        checkSignedUrl(signed, draft, id, key.publicHalf, limits.now);
      }
      return signed;
    },
    signCookies: (given) => cookiesOf(signResource(given, false)),
    signPolicy: (given) => toSignedPolicy(signResource(given, true)),
  };
}

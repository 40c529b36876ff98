/** Signers for keys in this process, without promises. */
import type { LocalKey } from "../keys/keySource";
import { awsSignerCanSign, signWithAws } from "./awsSigner";
import { encodeForCloudFront } from "./encoding";
import { type Draft, draftResource, draftUrl, type ResourceOptions } from "./grant";
import { checkSignedCookies, checkSignedUrl } from "./selfCheck";
import { checkLength, type SignedGrant, toCookies, toQuery, withQuery } from "./signedGrant";
import { toSignedPolicy } from "./signedPolicy";
import {
  checkSignerOptions,
  cookiesOf,
  keyPairIdFor,
  type LocalSigner,
  type SignerOptions,
} from "./signerOptions";

/**
 * Creates a signer for a key in this process, which signs synchronously.
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
  const settings = checkSignerOptions(options);
  const { key } = options;
  const id = keyPairIdFor(settings, key.keyPairId);
  const signDraft = (draft: Draft): SignedGrant => ({
    draft,
    keyPairId: id,
    hash: settings.hash,
    signature: encodeForCloudFront(key.signNow(Buffer.from(draft.text), settings.hash)),
  });
  const signResource = (given: ResourceOptions, reusable: boolean): SignedGrant => {
    const limits = settings.limits();
    const grant = signDraft(draftResource(given, limits, reusable));
    if (settings.verify) {
      checkSignedCookies(toCookies(grant), grant.draft, id, key.publicHalf, limits.now);
    }
    return grant;
  };
  return {
    signUrl: (given) => {
      const limits = settings.limits();
      const draft = draftUrl(given, limits);
      const signed = awsSignerCanSign(key, given.url)
        ? checkLength(signWithAws(given.url, draft, key, id, settings.hash))
        : withQuery(given.url, toQuery(signDraft(draft)));
      if (settings.verify) {
        checkSignedUrl(signed, draft, id, key.publicHalf, limits.now);
      }
      return signed;
    },
    signCookies: (given) => cookiesOf(signResource(given, false)),
    signPolicy: (given) => toSignedPolicy(signResource(given, true)),
  };
}

/** Signers for any key source: URLs, cookies and reusable policies. */
import type { KeyObject } from "node:crypto";
import { isLocalKey } from "../keys/keySource";
import { encodeForCloudFront } from "./encoding";
import { type Draft, draftResource, draftUrl, type ResourceOptions } from "./grant";
import { createLocalSigner } from "./localSigner";
import { checkSignedCookies, checkSignedUrl } from "./selfCheck";
import { type SignedGrant, toCookies, toQuery, withQuery } from "./signedGrant";
import { toSignedPolicy } from "./signedPolicy";
import {
  checkSignerOptions,
  cookiesOf,
  keyPairIdFor,
  type Signer,
  type SignerOptions,
} from "./signerOptions";

/**
 * Creates a signer for any key source.
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
      signUrl: (given) => promised(() => local.signUrl(given)),
      signCookies: (given) => promised(() => local.signCookies(given)),
      signPolicy: (given) => promised(() => local.signPolicy(given)),
    };
  }
  return createRemoteSigner(options);
}

/** Turns an exception into a rejection. */
function promised<T>(make: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(make());
  });
}

function createRemoteSigner(options: SignerOptions): Signer {
  const settings = checkSignerOptions(options);
  const { key } = options;
  const signDraft = async (draft: Draft): Promise<SignedGrant> => {
    const { signature, hash, keyPairId } = await key.sign(Buffer.from(draft.text), settings.hash);
    return {
      draft,
      keyPairId: keyPairIdFor(settings, keyPairId),
      hash,
      signature: encodeForCloudFront(signature),
    };
  };
  const publicKey = async (): Promise<KeyObject | undefined> =>
    settings.verify ? key.publicKey?.() : undefined;
  const signResource = async (given: ResourceOptions, reusable: boolean): Promise<SignedGrant> => {
    const limits = settings.limits();
    const grant = await signDraft(draftResource(given, limits, reusable));
    const check = await publicKey();
    if (check) {
      checkSignedCookies(toCookies(grant), grant.draft, grant.keyPairId, check, limits.now);
    }
    return grant;
  };
  return {
    signUrl: async (given) => {
      const limits = settings.limits();
      const grant = await signDraft(draftUrl(given, limits));
      const signed = withQuery(given.url, toQuery(grant));
      const check = await publicKey();
      if (check) {
        checkSignedUrl(signed, grant.draft, grant.keyPairId, check, limits.now);
      }
      return signed;
    },
    signCookies: async (given) => cookiesOf(await signResource(given, false)),
    signPolicy: async (given) => toSignedPolicy(await signResource(given, true)),
  };
}

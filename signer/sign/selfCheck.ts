/**
 * Checks each output with the verifier before it is returned. This is the only file of the signer that uses the verifier,
 * and the verifier uses nothing of it: the check means something because their policy code was written separately. They
 * share CloudFront's limits (shared/) and the parsing of keys (keys/).
 */
import type { KeyObject } from "node:crypto";
import { SignerError } from "../shared/errors";
import type { EpochSeconds } from "../shared/time";
import type { Distribution } from "../verify/distribution/distribution";
import { explain } from "../verify/explain";
import { requestFromUrl, type ViewerRequest } from "../verify/request/request";
import type { Draft } from "./grant";
import type { CookieValues } from "./signedGrant";

function distributionFor(keyPairId: string, key: KeyObject): Distribution {
  const behavior = {
    pathPattern: "*",
    index: 0,
    viewerProtocolPolicy: "allow-all",
    trustedKeys: new Map([[keyPairId, key]]),
  } as const;
  return { domainNames: [], behaviors: [behavior], customErrorResponses: [] };
}

/** Returns a time at which the grant is valid, so that one with a later start can be checked now. */
function momentInside({ starts }: Draft, now: EpochSeconds): number {
  return starts !== undefined && starts >= now ? starts + 1 : now;
}

/** Returns a URL that a pattern matches: each wildcard becomes a letter. */
function sampleOf(resource: string): string {
  return resource.replace(/^\*:/, "https:").replaceAll("*", "x");
}

function check(
  request: ViewerRequest | undefined,
  draft: Draft,
  keyPairId: string,
  key: KeyObject,
  now: EpochSeconds,
): void {
  const viewer = draft.ip?.split("/", 1)[0];
  const verdict =
    request &&
    explain(request, distributionFor(keyPairId, key), momentInside(draft, now), viewer, { diagnose: false });
  if (verdict?.outcome !== "allow") {
    throw new SignerError("ERR_SELF_CHECK", `the output does not verify: ${verdict?.detail ?? "not a URL"}`, {
      remedy: "the key source returns signatures of another key, or this is a defect: please report it",
    });
  }
}

/** Checks a signed URL. @throws SignerError ERR_SELF_CHECK */
export function checkSignedUrl(
  url: string,
  draft: Draft,
  keyPairId: string,
  key: KeyObject,
  now: EpochSeconds,
): void {
  check(requestFromUrl(url), draft, keyPairId, key, now);
}

/** Checks signed cookies with a request for a URL that they cover. @throws SignerError ERR_SELF_CHECK */
export function checkSignedCookies(
  cookies: CookieValues,
  draft: Draft,
  keyPairId: string,
  key: KeyObject,
  now: EpochSeconds,
): void {
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
  check(requestFromUrl(sampleOf(draft.resource), { cookie }), draft, keyPairId, key, now);
}

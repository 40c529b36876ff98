/** Each output, checked by the verifier before anybody gets it. The verifier shares no policy code with the signer. */
import type { KeyObject } from "node:crypto";
import { SignerError } from "../shared/errors";
import type { EpochSeconds } from "../shared/time";
import type { Distribution } from "../verify/distribution/distribution";
import { explain } from "../verify/explain";
import { requestFromUrl, type ViewerRequest } from "../verify/request/request";
import type { Draft } from "./grant";
import type { CookieValues } from "./ticket";

function distributionFor(keyPairId: string, key: KeyObject): Distribution {
  const behavior = {
    pathPattern: "*",
    index: 0,
    viewerProtocolPolicy: "allow-all",
    trustedKeys: new Map([[keyPairId, key]]),
  } as const;
  return { domainNames: [], behaviors: [behavior], customErrorResponses: [] };
}

/** A moment inside the grant, so that one with a later start can be checked now. */
function momentInside({ starts }: Draft, now: EpochSeconds): number {
  return starts !== undefined && starts >= now ? starts + 1 : now;
}

/** A URL that a pattern takes: each wildcard becomes one plain letter. */
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
      remedy: "the key behind this signer is not the one it says, or this is a defect: please report it",
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

/** Checks signed cookies with a request for a URL that they are for. @throws SignerError ERR_SELF_CHECK */
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

/** Verifies signed cookies again at the origin, where the request still has them. */
import { type Distribution, explain, loadDistribution } from "../../signer";
import type { Clock } from "../clock";
import type { Config } from "../config";
import type { ViewerAddress } from "./viewerAddress";

/** A request on the members port. */
export interface SignedRequest {
  readonly method: string;
  /** Canonical path, with the query as it came. */
  readonly target: string;
  readonly cookie: string | undefined;
  readonly viewer: ViewerAddress | undefined;
}

/** A signature may expire between the edge and the origin, and clocks differ. */
const leewaySeconds = 60;

/**
 * Verifies signed cookies with the public keys of the configuration.
 *
 * CloudFront removes the signature from a URL before it asks the origin, and sends no cookies where it caches. So a request
 * without signed cookies is not refused here, nor one with a key that this instance does not know, or whose verdict is
 * `unknown`.
 */
export class EdgeSignature {
  readonly #distribution: Distribution;
  readonly #host: string;

  constructor(
    { publicUrl, contentUrl = publicUrl, signing, entitlements }: Config,
    private readonly clock: Clock,
  ) {
    const { host, hostname } = new URL(contentUrl);
    this.#host = host;
    const trustedKeys = signing.publicKeys;
    this.#distribution = loadDistribution({
      domainNames: [hostname],
      behaviors: [
        ...entitlements.map(({ prefix }) => ({ pathPattern: `${prefix}*`, trustedKeys })),
        { pathPattern: "*" },
      ],
    });
  }

  /** Tells whether the request has signed cookies that CloudFront must have refused. */
  refuses({ method, target, cookie, viewer }: SignedRequest): boolean {
    if (!/(?:^|;\s*)CloudFront-Signature=/.test(cookie ?? "")) {
      return false;
    }
    const request = { method, scheme: "https" as const, host: this.#host, target, cookie };
    const now = this.clock() - leewaySeconds;
    const { outcome, code } = explain(request, this.#distribution, now, viewer?.address, { diagnose: false });
    return outcome === "deny" && code !== "InvalidKey";
  }
}

/** CloudFront's decision about signed cookies, taken once more where the request still carries them. */
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

/** A signature that was good at the edge may end on its way here, and clocks differ. */
const leewaySeconds = 60;

/**
 * Verifies signed cookies by the public keys of the configuration.
 *
 * CloudFront takes a signature out of a URL before it asks the origin, and sends no cookie where it caches: a request
 * without signed cookies is not refused here, nor one with a key that this instance does not know or with a point that AWS
 * leaves open.
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

  /** Whether the request carries signed cookies that CloudFront cannot have let through. */
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

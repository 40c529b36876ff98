/** Puts questions to the verifier about one small distribution. */
import assert from "node:assert/strict";
import {
  type DistributionDescription,
  explain,
  loadDistribution,
  requestFromUrl,
  type Verdict,
} from "../../../signer/verify";
import { ec, elsewhere, rsa } from "./keys";

/** The moment at which the grants of the tests end: 2026-01-01T18:00:00Z. */
export const T = 1767290400;
export const host = "d111111abcdef8.cloudfront.net";
export const B = `https://${host}`;

const trustedKeys = { [rsa.id]: rsa.publicPem, [ec.id]: ec.publicPem };

/** Everything is restricted but /open/*; /other/* trusts one other key. */
export const description: DistributionDescription = {
  domainNames: [host, "www.example.com", "example.com"],
  behaviors: [
    { pathPattern: "/open/*" },
    { pathPattern: "/other/*", trustedKeys: { [elsewhere.id]: elsewhere.publicPem } },
    { pathPattern: "*", trustedKeys },
  ],
};

export interface Asking {
  readonly method?: string;
  readonly cookie?: string;
  readonly now?: number;
  readonly ip?: string;
  readonly httpVersion?: string;
  readonly distribution?: Partial<DistributionDescription>;
}

const loaded = loadDistribution(description);

export function ask(url: string, asking: Asking = {}): Verdict {
  const request = requestFromUrl(url, asking);
  assert.ok(request, `not a URL: ${url}`);
  const distribution = asking.distribution
    ? loadDistribution({ ...description, ...asking.distribution })
    : loaded;
  const { now = T - 1, ip = "192.0.2.10", httpVersion } = asking;
  return explain({ ...request, httpVersion }, distribution, now, ip);
}

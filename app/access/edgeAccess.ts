/** What opens signed content: cookies for folders, a URL for a file. */
import {
  type CookieScope,
  epochSeconds,
  type SignedCookies,
  type Signer,
  setCookieLines,
  signOutLines,
} from "../../signer";
import type { Clock } from "../clock";
import type { Config, Entitlement } from "../config";
import { SharedSignatures } from "./sharedSignatures";
import type { ViewerAddress } from "./viewerAddress";

/** Cookies for folders. */
export interface CookieAccess {
  /** Set-Cookie lines: for the folders that are open, and to clear those of all others. */
  readonly lines: readonly string[];
  /** When the first of them ends, in seconds since 1970; 0 where there are none. */
  readonly until: number;
  /** What they open: each folder, and the minutes that it is opened for, such as `/premium/ 15`. */
  readonly opened: readonly string[];
  /** Names of rules that hold for one IPv4 address, while the viewer has none that is known. */
  readonly blocked: readonly string[];
}

/** Ends of grants are whole minutes, so that all viewers of a minute share one signature of a folder or a file. */
const step = 60;
/** Signatures of cookies and of links that are kept to be shared, each; with a lock there is one for each address. */
const mostShared = 2_000;

/** Signs for the paths that a person is entitled to. */
export class EdgeAccess {
  readonly #cookies: SharedSignatures<SignedCookies>;
  readonly #urls: SharedSignatures<string>;

  constructor(
    private readonly signer: Signer,
    private readonly config: Pick<Config, "publicUrl" | "contentUrl" | "cookieDomain" | "entitlements">,
    private readonly clock: Clock,
  ) {
    this.#cookies = new SharedSignatures(clock, 2 * step, mostShared);
    this.#urls = new SharedSignatures(clock, 2 * step, mostShared);
  }

  /** How long cookies for these grants hold when they are new, in seconds; 0 where the grants have none. */
  cookieSeconds(grants: readonly string[]): number {
    const minutes = this.#cookieRules()
      .filter(({ name }) => grants.includes(name))
      .map((rule) => rule.minutes);
    return minutes.length === 0 ? 0 : Math.min(...minutes) * 60;
  }

  /** Signs cookies for all folders that the grants open, and clears those of the others. */
  async cookies(grants: readonly string[], viewer: ViewerAddress | undefined): Promise<CookieAccess> {
    const lines: string[] = [];
    const ends: number[] = [];
    const opened: string[] = [];
    const blocked: string[] = [];
    for (const rule of this.#cookieRules()) {
      const lock = lockOf(rule, viewer);
      if (!grants.includes(rule.name) || lock === "unknown") {
        lines.push(...signOutLines([this.#scope(rule)]));
        blocked.push(...(grants.includes(rule.name) ? [rule.name] : []));
      } else {
        const expires = this.#endOf(rule);
        lines.push(...setCookieLines(await this.#sign(rule, expires, lock), this.#scope(rule)));
        ends.push(expires);
        opened.push(`${rule.prefix} ${rule.minutes}`);
      }
    }
    return { lines, until: ends.length === 0 ? 0 : Math.min(...ends), opened, blocked };
  }

  /** The lines that take all signed cookies out of a browser. */
  signOut(): readonly string[] {
    return signOutLines(this.#cookieRules().map((rule) => this.#scope(rule)));
  }

  /**
   * Signs the URL of one file.
   *
   * @param path - canonical
   * @returns undefined when the rule locks to an IPv4 address and the viewer has none that is known
   */
  async fileUrl(
    path: string,
    rule: Entitlement,
    viewer: ViewerAddress | undefined,
  ): Promise<string | undefined> {
    const lock = lockOf(rule, viewer);
    if (lock === "unknown") {
      return undefined;
    }
    const url = `${this.#contentUrl()}${path}`;
    const expires = this.#endOf(rule);
    return this.#urls.of(nameOf(url, expires, lock), () =>
      this.signer.signUrl({ url, expires: epochSeconds(expires), ...lock }),
    );
  }

  #endOf({ minutes }: Entitlement): number {
    return Math.floor((this.clock() + minutes * 60) / step) * step;
  }

  #cookieRules(): readonly Entitlement[] {
    return this.config.entitlements.filter(({ access }) => access === "cookies");
  }

  #contentUrl(): string {
    return this.config.contentUrl ?? this.config.publicUrl;
  }

  #scope({ prefix: path }: Entitlement): CookieScope {
    const { cookieDomain: domain } = this.config;
    return domain === undefined ? { path } : { path, domain };
  }

  /** One call to the key for all viewers of a folder in a minute, or for all at one address where it is locked. */
  #sign(rule: Entitlement, expires: number, lock: Lock): Promise<SignedCookies> {
    const resource = `${this.#contentUrl()}${rule.prefix}*`;
    return this.#cookies.of(nameOf(resource, expires, lock), () =>
      this.signer.signCookies({ resource, expires: epochSeconds(expires), ...lock }),
    );
  }
}

/** The address that something signed is locked to, if any. */
interface Lock {
  readonly ip?: string;
}

/** Names all that is signed: two grants of one name have one signature. */
function nameOf(resource: string, expires: number, { ip = "" }: Lock): string {
  return `${expires} ${ip} ${resource}`;
}

/** CloudFront's policies know IPv4 alone. Leaving a lock out would be to give more than the rule allows. */
function lockOf(rule: Entitlement, viewer: ViewerAddress | undefined): Lock | "unknown" {
  if (!rule.lockToAddress) {
    return {};
  }
  return viewer?.family === 4 ? { ip: viewer.address } : "unknown";
}

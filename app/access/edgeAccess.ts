/** Signs access to content at the edge: cookies for folders, a URL for a file. */
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

/** Signed cookies for folders. */
export interface CookieAccess {
  /** Set-Cookie lines that set the cookies of granted folders and clear those of all others. */
  readonly lines: readonly string[];
  /** When the first of them expires, in seconds since 1970; 0 without any. */
  readonly until: number;
  /** The granted folders with their minutes, such as `/premium/ 15`. */
  readonly opened: readonly string[];
  /** Names of rules that need the viewer's IPv4 address, which is unknown. */
  readonly blocked: readonly string[];
}

/** Grants end at whole minutes, so that all viewers within a minute share one signature. */
const step = 60;
/** The most shared signatures to keep, for cookies and for links each; locked ones are per address. */
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

  /** Returns the validity of new cookies for these grants in seconds; 0 where the grants have none. */
  cookieSeconds(grants: readonly string[]): number {
    const minutes = this.#cookieRules()
      .filter(({ name }) => grants.includes(name))
      .map((rule) => rule.minutes);
    return minutes.length === 0 ? 0 : Math.min(...minutes) * 60;
  }

  /** Signs cookies for all folders of the grants, and clears those of the others. */
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

  /** Returns the lines that delete all signed cookies. */
  signOut(): readonly string[] {
    return signOutLines(this.#cookieRules().map((rule) => this.#scope(rule)));
  }

  /**
   * Signs the URL of one file.
   *
   * @param path - canonical
   * @returns undefined when the rule locks to an IPv4 address and the viewer's is unknown
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

  /** Signs once per folder and minute for all viewers, or for all at one address where it is locked. */
  #sign(rule: Entitlement, expires: number, lock: Lock): Promise<SignedCookies> {
    const resource = `${this.#contentUrl()}${rule.prefix}*`;
    return this.#cookies.of(nameOf(resource, expires, lock), () =>
      this.signer.signCookies({ resource, expires: epochSeconds(expires), ...lock }),
    );
  }
}

/** The address that a signature is locked to, if any. */
interface Lock {
  readonly ip?: string;
}

/** Returns the key under which a signature is shared. */
function nameOf(resource: string, expires: number, { ip = "" }: Lock): string {
  return `${expires} ${ip} ${resource}`;
}

/** Returns the lock of a rule. CloudFront's policies support IPv4 only, and omitting the lock would grant too much. */
function lockOf(rule: Entitlement, viewer: ViewerAddress | undefined): Lock | "unknown" {
  if (!rule.lockToAddress) {
    return {};
  }
  return viewer?.family === 4 ? { ip: viewer.address } : "unknown";
}

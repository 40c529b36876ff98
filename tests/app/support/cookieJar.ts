/** A browser's cookies, as far as the site uses them: domain, path, Secure, the prefixes, and the clearing of each. */

interface Kept {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
}

/** Keeps and sends cookies. */
export class CookieJar {
  #kept: Kept[] = [];

  /** Takes in Set-Cookie lines of an answer from a host. */
  take(host: string, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = "", ...attributes] = line.split(/; ?/);
      const [name = "", ...value] = pair.split("=");
      const found = new Map(
        attributes.map((attribute) => {
          const [key = "", ...rest] = attribute.split("=");
          return [key.toLowerCase(), rest.join("=")] as const;
        }),
      );
      const domain = found.get("domain");
      const path = found.get("path") ?? "/";
      if (!found.has("secure") || !found.has("httponly") || found.get("samesite") !== "Lax") {
        throw new Error(`a cookie without Secure, HttpOnly and SameSite=Lax: ${line}`);
      }
      if (name.startsWith("__Host-") && (domain !== undefined || path !== "/")) {
        throw new Error(`a browser drops ${line}`);
      }
      if (domain !== undefined && host !== domain && !host.endsWith(`.${domain}`)) {
        throw new Error(`a browser drops ${line}, which ${host} may not set`);
      }
      const kept = {
        name,
        value: value.join("="),
        domain: domain ?? host,
        hostOnly: domain === undefined,
        path,
      };
      this.#kept = this.#kept.filter(
        (one) => one.name !== name || one.domain !== kept.domain || one.path !== path,
      );
      if (found.get("max-age") !== "0") {
        this.#kept.push(kept);
      }
    }
  }

  /** The Cookie header for a request. */
  header(host: string, path: string): string | undefined {
    const sent = this.#kept
      .filter(({ domain, hostOnly }) => host === domain || (!hostOnly && host.endsWith(`.${domain}`)))
      .filter(
        (one) => path === one.path || path.startsWith(one.path.endsWith("/") ? one.path : `${one.path}/`),
      )
      .sort((one, other) => other.path.length - one.path.length);
    return sent.length === 0 ? undefined : sent.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  /** A copy for another browser: of all cookies, or of those with the names. */
  copy(...only: readonly string[]): CookieJar {
    const jar = new CookieJar();
    jar.#kept = this.#kept.filter(({ name }) => only.length === 0 || only.includes(name));
    return jar;
  }

  /** A copy without the cookies of the names. */
  without(...names: readonly string[]): CookieJar {
    const jar = new CookieJar();
    jar.#kept = this.#kept.filter(({ name }) => !names.includes(name));
    return jar;
  }

  /** Names of all that is kept. */
  names(): string[] {
    return this.#kept.map(({ name }) => name).sort();
  }

  /** The value of a cookie, for a test that copies it. */
  value(name: string): string | undefined {
    return this.#kept.find((one) => one.name === name)?.value;
  }
}

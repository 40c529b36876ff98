/** A person's browser on the local site: real TLS, cookies, and the stand-in issuer's pages. */
import assert from "node:assert/strict";
import { Agent, request } from "undici";
import { CookieJar } from "../../app/support/cookieJar";

/** An answer, read to its end. */
export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
}

/** Goes where it is told, keeps the site's cookies and the issuer's apart as a browser's schemes would. */
export class Visitor {
  readonly jar = new CookieJar();
  readonly #issuerCookies = new Map<string, string>();
  readonly #agent = new Agent({ connect: { rejectUnauthorized: false } });

  constructor(private readonly origin: string) {}

  /** One request, without following. */
  async get(where: string, form?: string): Promise<Answer> {
    const url = new URL(where, this.origin);
    const own = url.origin === this.origin;
    const cookie = own
      ? this.jar.header(url.hostname, url.pathname)
      : [...this.#issuerCookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const { statusCode, headers, body } = await request(url, {
      dispatcher: this.#agent,
      method: form === undefined ? "GET" : "POST",
      headers: {
        accept: "text/html,*/*",
        ...(own && form !== undefined ? { origin: this.origin } : {}),
        ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        ...(cookie ? { cookie } : {}),
      },
      body: form ?? null,
    });
    const lines = [headers["set-cookie"] ?? []].flat();
    if (own) {
      this.jar.take(url.hostname, lines);
    } else {
      for (const line of lines) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        this.#issuerCookies.set(name, value);
      }
    }
    const { location } = headers;
    assert.ok(location === undefined || typeof location === "string");
    return { url: url.href, status: statusCode, location, text: await body.text() };
  }

  /** Signs in as one of the demonstration's people and follows to the page that was wished for. */
  async signIn(person: string, wish: string): Promise<Answer> {
    let answer = await this.get(`/login/start?return=${encodeURIComponent(wish)}`);
    for (let hops = 0; hops < 15; hops += 1) {
      if (answer.location !== undefined) {
        answer = await this.get(new URL(answer.location, answer.url).href);
      } else if (answer.text.includes("Choose who you are")) {
        answer = await this.get(answer.url, `person=${person}`);
      } else {
        return answer;
      }
    }
    throw new Error("the login does not end");
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

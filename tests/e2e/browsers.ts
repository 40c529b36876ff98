/** A real Chromium that can reach the local site only, and that records errors on its pages. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { findChromium } from "../support/chromium";

/** What browsers may reach. */
export interface Reach {
  /** Origins, such as `https://localhost:8443`. */
  readonly origins: readonly string[];
  /** Names that resolve to a port of this machine instead of 443. */
  readonly names: Readonly<Record<string, number>>;
}

/** Milliseconds for one step on a busy machine. */
const timeout = 30_000;

/** One browser process, with a context for each user. */
export class Browsers {
  readonly #errors: string[] = [];
  /** URLs of pages with status 403, which the console reports as well. */
  readonly #refused = new Set<string>();

  private constructor(
    private readonly browser: Browser,
    private readonly reach: Reach,
  ) {}

  static async launch(reach: Reach): Promise<Browsers> {
    const maps = Object.entries(reach.names).map(([name, port]) => `MAP ${name}:443 127.0.0.1:${port}`);
    const rules = [...maps, "MAP * ~NOTFOUND", "EXCLUDE localhost", "EXCLUDE 127.0.0.1"].join(", ");
    const browser = await chromium.launch({
      executablePath: findChromium(),
      args: [`--host-resolver-rules=${rules}`],
    });
    return new Browsers(browser, reach);
  }

  /** Opens a page for a new user, who shares no cookies with others. */
  async newUser(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      // The edge's certificate is self-signed.
      ignoreHTTPSErrors: true,
      colorScheme: "light",
      viewport: { width: 1024, height: 640 },
      ...options,
    });
    context.setDefaultTimeout(timeout);
    this.#watch(context);
    return context.newPage();
  }

  /** Returns the errors since the last call: of scripts and policies, and requests to other origins. */
  takeErrors(): string[] {
    const own = /^Failed to load resource: .* status of 403 \(.*\) at (\S+)$/;
    return this.#errors.splice(0).filter((text) => !this.#refused.has(own.exec(text)?.[1] ?? ""));
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  #watch(context: BrowserContext): void {
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol !== "data:" && !this.reach.origins.includes(origin)) {
        this.#errors.push(`a request to ${request.url()}`);
      }
    });
    context.on("response", (response) => {
      if (response.status() === 403 && response.request().isNavigationRequest()) {
        this.#refused.add(response.url());
      }
    });
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        this.#errors.push(`${message.text()} at ${message.location().url}`);
      }
    });
    context.on("weberror", (error) => this.#errors.push(String(error.error())));
  }
}

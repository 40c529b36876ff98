/** A real Chromium that can reach the local site and nothing else, and that keeps what its pages complained of. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { findChromium } from "../support/chromium";

/** What people's browsers may talk to. */
export interface Reach {
  /** Origins, `https://localhost:8443`. */
  readonly origins: readonly string[];
  /** Names that lead to a port of this machine in place of 443. */
  readonly names: Readonly<Record<string, number>>;
}

/** Milliseconds for one step on a machine that is busy with other tests. */
const patience = 30_000;

/** One browser process, a context of its own for each person. */
export class Browsers {
  readonly #complaints: string[] = [];
  /** Addresses of pages that were answered with an error: the console tells of these by itself. */
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

  /** A person with a browser of their own: no cookie is shared with another. */
  async person(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      // The edge's certificate signs itself.
      ignoreHTTPSErrors: true,
      colorScheme: "light",
      viewport: { width: 1024, height: 640 },
      ...options,
    });
    context.setDefaultTimeout(patience);
    this.#watch(context);
    return context.newPage();
  }

  /** What was wrong since it was last asked: errors of scripts and policies, and requests to strangers. */
  takeComplaints(): string[] {
    const own = /^Failed to load resource: .* status of 403 \(.*\) at (\S+)$/;
    return this.#complaints.splice(0).filter((text) => !this.#refused.has(own.exec(text)?.[1] ?? ""));
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  #watch(context: BrowserContext): void {
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol !== "data:" && !this.reach.origins.includes(origin)) {
        this.#complaints.push(`a request to ${request.url()}`);
      }
    });
    context.on("response", (response) => {
      if (response.status() === 403 && response.request().isNavigationRequest()) {
        this.#refused.add(response.url());
      }
    });
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        this.#complaints.push(`${message.text()} at ${message.location().url}`);
      }
    });
    context.on("weberror", (error) => this.#complaints.push(String(error.error())));
  }
}

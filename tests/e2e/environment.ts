/** The environment of the browser tests: the sites, a browser, and common checks. */
import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { lastRequest } from "../local/site/lastRequest";
import { Browsers } from "./browsers";
import { hosts, LiveSite } from "./liveSite";
import { heading } from "./steps";

/** The sites and the browser. */
export class BrowserEnvironment {
  private constructor(
    readonly live: LiveSite,
    private readonly browsers: Browsers,
  ) {}

  static async start(): Promise<BrowserEnvironment> {
    const live = await LiveSite.start();
    const sites = [live.one, live.two];
    const names = Object.values(hosts);
    const port = Number(new URL(live.two.edge.httpsUrl).port);
    const browsers = await Browsers.launch({
      origins: [
        live.one.url,
        ...names.map((name) => `https://${name}`),
        ...sites.flatMap(({ issuerUrl, inspectorUrl }) => [issuerUrl, inspectorUrl]),
      ],
      names: Object.fromEntries(names.map((name) => [name, port])),
    }).catch(async (error: unknown) => {
      await live.close();
      throw error;
    });
    return new BrowserEnvironment(live, browsers);
  }

  /** The origin of the site on one host. */
  get site(): string {
    return this.live.one.url;
  }

  /** Opens a page for a new user. */
  newUser(options?: BrowserContextOptions): Promise<Page> {
    return this.browsers.newUser(options);
  }

  /** Opens a URL. @returns its status */
  async statusOf(page: Page, address: string): Promise<number> {
    return (await page.goto(address))?.status() ?? 0;
  }

  /** Fails the test unless a URL has status 403 and the error page. */
  async expectRefused(page: Page, address: string): Promise<void> {
    assert.equal(await this.statusOf(page, address), 403, address);
    assert.equal(await heading(page), "This page is for members");
  }

  /** Returns the last access request. */
  lastRequest(): Record<string, string> {
    return lastRequest(this.live.stack.folder.root);
  }

  /** Fails the test if there were errors on pages since the last call. */
  expectNoErrors(): void {
    assert.deepEqual(this.browsers.takeErrors(), []);
  }

  async close(): Promise<void> {
    await this.browsers.close();
    await this.live.close();
  }
}

/** Runs code with a clock some minutes ahead, for edge and app, which run in this process. */
export async function later(minutes: number, act: () => Promise<void>): Promise<void> {
  const { now } = Date;
  Date.now = () => now() + minutes * 60_000;
  try {
    await act();
  } finally {
    Date.now = now;
  }
}

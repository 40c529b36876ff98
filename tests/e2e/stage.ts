/** What all flows play on: the sites, the browser that can reach them, and what is asked of both again and again. */
import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { lastRequest } from "../local/site/lastRequest";
import { Browsers } from "./browsers";
import { hosts, LiveSite } from "./liveSite";
import { heading } from "./steps";

/** All that runs for the flows. */
export class Stage {
  private constructor(
    readonly live: LiveSite,
    private readonly browsers: Browsers,
  ) {}

  static async start(): Promise<Stage> {
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
    return new Stage(live, browsers);
  }

  /** Origin of the site on one host. */
  get site(): string {
    return this.live.one.url;
  }

  /** Somebody with a browser of their own. */
  person(options?: BrowserContextOptions): Promise<Page> {
    return this.browsers.person(options);
  }

  /** The status of the page at an address. */
  async statusOf(page: Page, address: string): Promise<number> {
    return (await page.goto(address))?.status() ?? 0;
  }

  /** Fails the test unless an address is answered with the error pages' 403. */
  async refuses(page: Page, address: string): Promise<void> {
    assert.equal(await this.statusOf(page, address), 403, address);
    assert.equal(await heading(page), "This page is for members");
  }

  /** The last request for access that arrived. */
  lastRequest(): Record<string, string> {
    return lastRequest(this.live.stack.folder.root);
  }

  /** Fails the test if a page complained, or wanted something of a stranger, since this was last asked. */
  noComplaints(): void {
    assert.deepEqual(this.browsers.takeComplaints(), []);
  }

  async close(): Promise<void> {
    await this.browsers.close();
    await this.live.close();
  }
}

/** Lets minutes go by for edge and app, which run in this process. */
export async function later(minutes: number, act: () => Promise<void>): Promise<void> {
  const { now } = Date;
  Date.now = () => now() + minutes * 60_000;
  try {
    await act();
  } finally {
    Date.now = now;
  }
}

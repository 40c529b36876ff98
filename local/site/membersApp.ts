/** Runs the members app, and restarts it when its inputs from the stack change. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ConfigDocument, parseConfig } from "../../app/config";
import { type RunningSite, startSite } from "../../app/start";
import { actAs } from "./credentials";
import { appOutputs, type Places, writeDocument } from "./document";
import { holdPorts } from "./freePort";
import { openLog } from "./log";

/** Settings of the members app. */
export interface MembersAppOptions {
  /** The local folder; the app keeps its files under `site` and `logs`. */
  readonly root: string;
  /** The local cloud's folder. */
  readonly cloudDir: string;
  /** Port of the local cloud's API. */
  readonly apiPort: number;
  /** Secret from which access key ids are derived. */
  readonly apiSecret: string;
  /** Public names of the distribution, instead of `localhost`. */
  readonly names?: Pick<ConfigDocument, "publicUrl" | "contentUrl" | "cookieDomain">;
}

/** How long requests sent before a change may still be on their way. Milliseconds. */
const onTheirWay = 500;

/** Grace period of a replaced or stopped app for open requests. Seconds. */
const patience = { replaced: 30, stopped: 1 };

/** The members app on its two ports. */
export class MembersApp {
  #running: { readonly needs: string; readonly site: RunningSite } | undefined;
  /** Replaced apps that still answer. */
  readonly #replaced = new Map<RunningSite, Promise<void>>();
  /** Restores the environment variables. */
  #bringBack: (() => void) | undefined;

  constructor(
    private readonly options: MembersAppOptions,
    private readonly places: Omit<Places, "ports">,
  ) {}

  /** The app's local ports; 0 before it runs. */
  get ports(): RunningSite["ports"] {
    return this.#running?.site.ports ?? { public: 0, signed: 0 };
  }

  /**
   * Starts the app, or restarts it if its inputs have changed; the previous app answers until the new one does, and
   * completes its open requests.
   *
   * @returns whether it was started
   */
  async run(outputs: Readonly<Record<string, unknown>>): Promise<boolean> {
    const { root, apiPort, apiSecret, cloudDir, names } = this.options;
    const needed = appOutputs(outputs);
    const needs = JSON.stringify(needed);
    const before = this.#running;
    if (before?.needs === needs) {
      return false;
    }
    const log = openLog(join(root, "logs"));
    // Other ports than the previous app's: both answer for a while.
    const held = await holdPorts({ public: 0, signed: 0 });
    const places = { ...this.places, ports: held.ports };
    const document = { ...writeDocument(join(root, "site"), cloudDir, needed, places), ...names };
    // Also for the previous app: its role may be gone.
    const undo = actAs({ roleArn: needed.appRoleArn, apiPort, apiSecret, folder: root });
    try {
      await held.release();
      this.#running = { needs, site: await startSite(parseConfig(document), log) };
    } catch (error) {
      undo();
      throw error;
    }
    this.#bringBack ??= undo;
    if (before !== undefined) {
      this.#replaced.set(before.site, this.#retire(before.site));
    }
    return true;
  }

  /** Stops the app and its predecessors. */
  async stop(): Promise<void> {
    const all = [...this.#replaced.keys(), ...(this.#running === undefined ? [] : [this.#running.site])];
    this.#running = undefined;
    await Promise.all(all.map((site) => site.stop(patience.stopped)));
    await Promise.all(this.#replaced.values());
    this.#bringBack?.();
    this.#bringBack = undefined;
  }

  async #retire(site: RunningSite): Promise<void> {
    await sleep(onTheirWay);
    await site.stop(patience.replaced);
    this.#replaced.delete(site);
  }
}

/** Visitors who ask all the time, and how often they got which answer. */
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";

/** How many ask at once. */
const visitors = 8;

/** How long each rests between two requests, milliseconds. */
const rest = 20;

/** Asks for pages again and again until it is ended. */
export class SteadyRequests {
  readonly #agent = new Agent({ connect: { rejectUnauthorized: false } });
  readonly #answers: Record<string, number> = {};
  readonly #visitors: readonly Promise<void>[];
  #ended = false;

  constructor(origin: string, paths: readonly string[]) {
    this.#visitors = Array.from({ length: visitors }, (_one, index) =>
      this.#ask(`${origin}${paths[index % paths.length] ?? ""}`),
    );
  }

  /** Ends it. @returns how often each status came, and each error under its code */
  async end(): Promise<Readonly<Record<string, number>>> {
    this.#ended = true;
    await Promise.all(this.#visitors);
    await this.#agent.close();
    return this.#answers;
  }

  async #ask(address: string): Promise<void> {
    // Each address is asked for once: the edge answers nothing from its cache.
    for (let turn = 0; !this.#ended; turn += 1) {
      const answer = await this.#statusOf(`${address}?turn=${turn}`);
      this.#answers[answer] = (this.#answers[answer] ?? 0) + 1;
      await sleep(rest);
    }
  }

  async #statusOf(address: string): Promise<string> {
    try {
      const { statusCode, body } = await request(address, { dispatcher: this.#agent });
      await body.dump();
      return String(statusCode);
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  }
}

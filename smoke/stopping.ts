import { setTimeout as sleep } from "node:timers/promises";

/** Signals that come so soon after the first belong to it: npm passes on what the terminal has sent. Milliseconds. */
const samePress = 1_000;

/** Ctrl-C and its like: ends what runs and leads to the clean-up, instead of ending the process. */
export class Stopping {
  readonly #controller = new AbortController();
  #at = 0;
  readonly #listener = (): void => this.#asked();

  /** @param interrupt - asks the engine's command that runs to end */
  constructor(private readonly interrupt: () => void) {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, this.#listener);
    }
  }

  /** Whether the run is to end early. */
  isStopped(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits; rejects at once when the run is to end. */
  async wait(seconds: number): Promise<void> {
    await sleep(seconds * 1000, undefined, { signal: this.#controller.signal });
  }

  /** Throws when the run is to end. */
  check(): void {
    if (this.isStopped()) {
      throw new Error("interrupted");
    }
  }

  /** Leaves signals to the process again. */
  close(): void {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.off(signal, this.#listener);
    }
  }

  #asked(): void {
    if (Date.now() - this.#at < samePress) {
      return;
    }
    this.#at = Date.now();
    const first = !this.isStopped();
    console.error(
      first
        ? "Interrupted: what was created is destroyed now; Ctrl-C again interrupts that as well."
        : "Interrupted again: the engine is asked to end.",
    );
    this.#controller.abort();
    this.interrupt();
  }
}

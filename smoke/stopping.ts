import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds within which signals count as one, since npm passes on those that the terminal also sends. */
const samePress = 1_000;

/** Turns Ctrl-C and other signals into an early end of the run with a clean-up, instead of ending the process. */
export class Stopping {
  readonly #controller = new AbortController();
  #at = 0;
  readonly #listener = (): void => this.#asked();

  /** @param interrupt - interrupts the engine's running command */
  constructor(private readonly interrupt: () => void) {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, this.#listener);
    }
  }

  /** Tells whether the run was interrupted. */
  isStopped(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits; rejects as soon as the run is interrupted. */
  async wait(seconds: number): Promise<void> {
    await sleep(seconds * 1000, undefined, { signal: this.#controller.signal });
  }

  /** Throws if the run was interrupted. */
  check(): void {
    if (this.isStopped()) {
      throw new Error("interrupted");
    }
  }

  /** Stops handling signals. */
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
        ? "Interrupted: the created resources are being destroyed. Press Ctrl-C again to interrupt that too."
        : "Interrupted again: stopping the engine.",
    );
    this.#controller.abort();
    this.interrupt();
  }
}

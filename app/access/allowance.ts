/** How often one viewer, and all together, may do what costs people time. */
import type { Clock } from "../clock";

/** Counts in windows of a fixed length, in this process alone: each instance allows as much. */
export class Allowance {
  #window = 0;
  #total = 0;
  #counts = new Map<string, number>();

  /**
   * @param seconds - length of a window
   * @param each - times for one viewer
   * @param all - times for all viewers; also what bounds the memory
   */
  constructor(
    private readonly clock: Clock,
    private readonly seconds: number,
    private readonly each: number,
    private readonly all: number,
  ) {}

  /** Seconds until the next window begins, in which all may again. */
  secondsLeft(): number {
    return this.seconds - (this.clock() % this.seconds);
  }

  /** Whether a viewer may once more; if so, it is counted. */
  take(viewer: string): boolean {
    const window = Math.floor(this.clock() / this.seconds);
    if (window !== this.#window) {
      this.#window = window;
      this.#total = 0;
      this.#counts.clear();
    }
    const count = this.#counts.get(viewer) ?? 0;
    if (count >= this.each || this.#total >= this.all) {
      return false;
    }
    this.#counts.set(viewer, count + 1);
    this.#total += 1;
    return true;
  }
}

/** Rate limits for one viewer and for all viewers together. */
import type { Clock } from "../clock";

/** What happens when the limit for all viewers is reached. */
export type WhenFull =
  | "refuse" // everybody, until the window ends: for expensive requests
  | "forget"; // all counts, and start again: nobody is refused because of others

/** Counts in windows of a fixed length, in this process only: the limits are per instance. */
export class RateLimiter {
  #window = 0;
  #total = 0;
  #counts = new Map<string, number>();

  /**
   * @param seconds - length of a window
   * @param each - limit for one viewer
   * @param all - limit for all viewers or, with "forget", for the number of viewers counted; bounds the memory
   * @param whenFull - what happens at that limit
   */
  constructor(
    private readonly clock: Clock,
    private readonly seconds: number,
    private readonly each: number,
    private readonly all: number,
    private readonly whenFull: WhenFull = "refuse",
  ) {}

  /** Returns the seconds until the next window. */
  secondsLeft(): number {
    return this.seconds - (this.clock() % this.seconds);
  }

  /** Tells whether a viewer is within the limits; if so, counts it. */
  take(viewer: string): boolean {
    const window = Math.floor(this.clock() / this.seconds);
    if (window !== this.#window) {
      this.#window = window;
      this.#total = 0;
      this.#counts.clear();
    }
    if (this.whenFull === "forget" && this.#counts.size >= this.all && !this.#counts.has(viewer)) {
      this.#counts.clear();
    }
    const count = this.#counts.get(viewer) ?? 0;
    if (count >= this.each || (this.whenFull === "refuse" && this.#total >= this.all)) {
      return false;
    }
    this.#counts.set(viewer, count + 1);
    this.#total += 1;
    return true;
  }
}

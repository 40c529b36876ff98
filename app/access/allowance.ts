/** How often one viewer, and all together, may do what costs people time. */
import type { Clock } from "../clock";

/** What happens when a window has counted as much as is allowed in all. */
export type WhenFull =
  | "refuse" // everybody, until the window ends: for what costs something
  | "forget"; // what each viewer has had, and count anew: nobody is refused because of others

/** Counts in windows of a fixed length, in this process alone: each instance allows as much. */
export class Allowance {
  #window = 0;
  #total = 0;
  #counts = new Map<string, number>();

  /**
   * @param seconds - length of a window
   * @param each - times for one viewer
   * @param all - times for all viewers, or viewers that are counted where more are forgotten; also what bounds the memory
   * @param whenFull - what happens beyond that
   */
  constructor(
    private readonly clock: Clock,
    private readonly seconds: number,
    private readonly each: number,
    private readonly all: number,
    private readonly whenFull: WhenFull = "refuse",
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

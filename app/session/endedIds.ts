/** Ids that are accepted no more: sessions that were ended, attempts to sign in that were used. */
import type { Clock } from "../clock";

/**
 * Remembers ids until what they name would have ended by itself, in this process alone.
 *
 * Memory is bounded, and what has no room fails closed: the id that began first is forgotten, and with it everything
 * that began no later is refused.
 */
export class EndedIds {
  readonly #began = new Map<string, number>();
  #refusedUpTo = Number.NEGATIVE_INFINITY;

  /**
   * @param seconds - the longest that something lives after it began
   * @param most - how many ids are remembered
   */
  constructor(
    private readonly clock: Clock,
    private readonly seconds: number,
    private readonly most: number,
  ) {}

  /** Refuses an id from now on. */
  add(id: string, began: number): void {
    if (!this.#began.has(id) && this.#began.size >= this.most) {
      this.#makeRoom();
    }
    this.#began.set(id, began);
  }

  /** Whether an id is refused. */
  has(id: string, began: number): boolean {
    return began <= this.#refusedUpTo || this.#began.has(id);
  }

  #makeRoom(): void {
    const now = this.clock();
    let first: [string, number] | undefined;
    for (const [id, began] of this.#began) {
      if (began + this.seconds <= now) {
        this.#began.delete(id);
      } else if (first === undefined || began < first[1]) {
        first = [id, began];
      }
    }
    if (first !== undefined && this.#began.size >= this.most) {
      this.#began.delete(first[0]);
      this.#refusedUpTo = Math.max(this.#refusedUpTo, first[1]);
    }
  }
}

/** Ids that are no longer accepted: those of ended sessions and of used sign-ins. */
import type { Clock } from "../clock";

/**
 * Remembers ids until they would have expired, in this process only.
 *
 * Memory is bounded and fails closed: when it is full, the oldest id is dropped, and everything that is not newer is
 * refused.
 */
export class EndedIds {
  readonly #began = new Map<string, number>();
  #refusedUpTo = Number.NEGATIVE_INFINITY;

  /**
   * @param seconds - the longest validity of an id
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

  /** Tells whether an id is refused. */
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

/** Shares signatures among requests for the same one. */
import type { Clock } from "../clock";

/** Keeps signatures for a limited time and in a limited number. */
export class SharedSignatures<T> {
  readonly #kept = new Map<string, { readonly made: number; readonly signature: Promise<T> }>();

  /**
   * @param seconds - how long a signature is kept
   * @param most - how many are kept; the oldest is dropped first
   */
  constructor(
    private readonly clock: Clock,
    private readonly seconds: number,
    private readonly most: number,
  ) {}

  /** The number of signatures. */
  get size(): number {
    return this.#kept.size;
  }

  /**
   * Returns the signature of that name, or signs.
   *
   * @param name - identifies what is signed
   */
  of(name: string, sign: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(name);
    if (known !== undefined) {
      return known.signature;
    }
    this.#forget();
    const entry = { made: this.clock(), signature: sign() };
    this.#kept.set(name, entry);
    // A failure is not kept: the next request signs again.
    entry.signature.catch(() => {
      if (this.#kept.get(name) === entry) {
        this.#kept.delete(name);
      }
    });
    return entry.signature;
  }

  /** Drops old entries, which come first. */
  #forget(): void {
    for (const [name, { made }] of this.#kept) {
      if (made >= this.clock() - this.seconds && this.#kept.size < this.most) {
        return;
      }
      this.#kept.delete(name);
    }
  }
}

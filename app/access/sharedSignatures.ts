/** Signatures that all who ask for the same one share. */
import type { Clock } from "../clock";

/** Keeps what was signed for as long as others may ask for the same; bounded in time and number. */
export class SharedSignatures<T> {
  readonly #kept = new Map<string, { readonly made: number; readonly signature: Promise<T> }>();

  /**
   * @param seconds - how long one is kept
   * @param most - how many are kept: the oldest goes first
   */
  constructor(
    private readonly clock: Clock,
    private readonly seconds: number,
    private readonly most: number,
  ) {}

  /** How many are kept. */
  get size(): number {
    return this.#kept.size;
  }

  /**
   * Returns the signature of that name, and signs if there is none.
   *
   * @param name - names all that is signed
   */
  of(name: string, sign: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(name);
    if (known !== undefined) {
      return known.signature;
    }
    this.#forget();
    const entry = { made: this.clock(), signature: sign() };
    this.#kept.set(name, entry);
    // A failure is not remembered: the next viewer asks the key again.
    entry.signature.catch(() => {
      if (this.#kept.get(name) === entry) {
        this.#kept.delete(name);
      }
    });
    return entry.signature;
  }

  /** Entries are in the order in which they were made. */
  #forget(): void {
    for (const [name, { made }] of this.#kept) {
      if (made >= this.clock() - this.seconds && this.#kept.size < this.most) {
        return;
      }
      this.#kept.delete(name);
    }
  }
}

/** The keys that seal cookies: the first seals, all open, and a new one is noticed without a restart. */
import { createHash, hkdfSync } from "node:crypto";
import type { Clock } from "../clock";

/** A key and the short name by which a sealed cookie says which one it needs. */
export interface SealKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** For this many seconds keys are used without asking the store: a key that was dropped there opens no longer here. */
export const freshSeconds = 60;
/** For this many seconds keys go on being used where the store cannot be read; then nobody is signed in. */
export const trustedSeconds = 900;
/** The store is asked no more often than this, whatever cookies with unknown keys come, or while it is down. */
const impatientSeconds = 10;
/** A store that does not answer holds requests no longer than this. */
const waitMilliseconds = 2_000;

/**
 * Reads keys from text: one a line, base64 of at least 32 bytes.
 *
 * @throws Error that says which line is wrong, never what it holds
 */
export function parseKeys(text: string): readonly SealKey[] {
  const lines = text
    .split(/\s+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) {
    throw new Error("there is no session key");
  }
  return lines.map((line, index) => {
    const material = Buffer.from(line, "base64");
    if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(line) || material.length < 32) {
      throw new Error(`session key ${index + 1} is not base64 of 32 bytes or more`);
    }
    const bytes = new Uint8Array(hkdfSync("sha256", material, "", "secure-origin members cookie", 32));
    const id = createHash("sha256").update("key id").update(bytes).digest("base64url").slice(0, 12);
    return { id, bytes };
  });
}

/**
 * Keys from a store, kept in memory. Instances that learn of a new key at different moments still understand each other,
 * and none uses a key that was dropped for longer than the store needs to be asked again.
 */
export class Keyring {
  #keys: readonly SealKey[] = [];
  #readAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #questions = 0;
  #answered = 0;
  #pending: Promise<void> | undefined;

  constructor(
    private readonly read: () => Promise<string>,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Reads the keys for the first time; the site does not start without. */
  async load(): Promise<void> {
    const at = this.clock();
    this.#askedAt = at;
    this.#questions += 1;
    const question = this.#questions;
    const keys = parseKeys(await this.read());
    // An answer that comes after that of a later question is out of date.
    if (question > this.#answered) {
      this.#answered = question;
      this.#keys = keys;
      this.#readAt = at;
    }
  }

  /**
   * The key to seal with.
   *
   * @throws Error when the keys could not be read for too long
   */
  async sealing(): Promise<SealKey> {
    const [first] = await this.#current();
    if (first === undefined) {
      throw new Error(
        `the session keys could not be read for ${trustedSeconds} seconds: nobody is signed in`,
      );
    }
    return first;
  }

  /** The key of that name, which may be newer than what this instance knows. */
  async opening(id: string | undefined): Promise<SealKey | undefined> {
    if (id === undefined) {
      return undefined;
    }
    const find = (keys: readonly SealKey[]): SealKey | undefined => keys.find((key) => key.id === id);
    const known = find(await this.#current());
    if (known !== undefined || this.#within(this.#askedAt, impatientSeconds)) {
      return known;
    }
    await this.#refresh();
    return find(await this.#current());
  }

  /** The keys, read again where they are no longer fresh; none where they cannot be trusted any more. */
  async #current(): Promise<readonly SealKey[]> {
    const due = !this.#within(this.#readAt, freshSeconds) && !this.#within(this.#askedAt, impatientSeconds);
    if (due || this.#pending !== undefined) {
      await this.#refresh();
    }
    return this.#within(this.#readAt, trustedSeconds) ? this.#keys : [];
  }

  /** Whether less than so many seconds have passed; a clock that was set back says nothing. */
  #within(moment: number, seconds: number): boolean {
    const passed = this.clock() - moment;
    return passed >= 0 && passed < seconds;
  }

  /** Asks once at a time. */
  #refresh(): Promise<void> {
    this.#pending ??= inTime(this.load())
      .catch(this.onError)
      .finally(() => {
        this.#pending = undefined;
      });
    return this.#pending;
  }
}

/** Waits for the store, but not longer than it may hold requests. */
async function inTime(loaded: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error("the store of the keys did not answer in time")),
      waitMilliseconds,
    );
  });
  try {
    await Promise.race([loaded, late]);
  } finally {
    clearTimeout(timer);
  }
}

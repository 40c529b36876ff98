/** The keys that seal cookies: the first seals, all open, and changes are noticed without a restart. */
import { createHash, hkdfSync } from "node:crypto";
import type { Clock } from "../clock";

/** A key and its id, which a sealed cookie names. */
export interface SealKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** For this many seconds keys are used without reading the store; a dropped key opens nothing after that. */
export const freshSeconds = 60;
/** For this many seconds keys are used while the store cannot be read; after that nobody is signed in. */
export const trustedSeconds = 900;
/** The shortest interval between reads, also for cookies with unknown keys and while the store is down. */
const retrySeconds = 10;
/** The longest that requests wait for the store. */
const waitMilliseconds = 2_000;

/**
 * Parses keys: one per line, base64 of at least 32 bytes.
 *
 * @throws Error with the number of the wrong line, never its content
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
 * Keeps keys from a store in memory. Instances that read a new key at different times still accept each other's cookies, and
 * none uses a dropped key after its next read.
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

  /** Reads the keys; the site does not start without them. */
  async load(): Promise<void> {
    const at = this.clock();
    this.#askedAt = at;
    this.#questions += 1;
    const question = this.#questions;
    const keys = parseKeys(await this.read());
    // An answer is outdated when a later question was answered before.
    if (question > this.#answered) {
      this.#answered = question;
      this.#keys = keys;
      this.#readAt = at;
    }
  }

  /**
   * Returns the key to seal with.
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

  /** Returns the key with an id, which may be newer than the known ones. */
  async opening(id: string | undefined): Promise<SealKey | undefined> {
    if (id === undefined) {
      return undefined;
    }
    const find = (keys: readonly SealKey[]): SealKey | undefined => keys.find((key) => key.id === id);
    const known = find(await this.#current());
    if (known !== undefined || this.#within(this.#askedAt, retrySeconds)) {
      return known;
    }
    await this.#refresh();
    return find(await this.#current());
  }

  /** Returns the keys, read again when due; none when they could not be read for too long. */
  async #current(): Promise<readonly SealKey[]> {
    const due = !this.#within(this.#readAt, freshSeconds) && !this.#within(this.#askedAt, retrySeconds);
    if (due || this.#pending !== undefined) {
      await this.#refresh();
    }
    return this.#within(this.#readAt, trustedSeconds) ? this.#keys : [];
  }

  /** Tells whether less than so many seconds have passed; false for a clock that was set back. */
  #within(moment: number, seconds: number): boolean {
    const passed = this.clock() - moment;
    return passed >= 0 && passed < seconds;
  }

  /** Reads once at a time. */
  #refresh(): Promise<void> {
    this.#pending ??= inTime(this.load())
      .catch(this.onError)
      .finally(() => {
        this.#pending = undefined;
      });
    return this.#pending;
  }
}

/** Waits for the store, with a timeout. */
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

/** The keys that seal cookies: the first seals, all open, and a new one is noticed without a restart. */
import { createHash, hkdfSync } from "node:crypto";
import type { Clock } from "../clock";

/** A key and the short name by which a sealed cookie says which one it needs. */
export interface SealKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** After this many seconds the store is asked again. */
const refreshSeconds = 300;
/** A cookie with an unknown key makes the site look again, but no flood of them more often than this. */
const impatientSeconds = 10;

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

/** Keys from a store, kept in memory. Instances that learn of a new key at different moments still understand each other. */
export class Keyring {
  #keys: readonly SealKey[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;
  #pending: Promise<void> | undefined;

  constructor(
    private readonly read: () => Promise<string>,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Reads the keys for the first time; the site does not start without. */
  async load(): Promise<void> {
    this.#askedAt = this.clock();
    this.#keys = parseKeys(await this.read());
  }

  /** The key to seal with. */
  async sealing(): Promise<SealKey> {
    if (this.clock() >= this.#askedAt + refreshSeconds) {
      void this.#refresh();
    }
    const [first] = this.#keys;
    if (first === undefined) {
      await this.load();
      return this.sealing();
    }
    return first;
  }

  /** The key of that name, which may be newer than what this instance knows. */
  async opening(id: string | undefined): Promise<SealKey | undefined> {
    const known = this.#keys.find((key) => key.id === id);
    if (known !== undefined || id === undefined) {
      return known;
    }
    if (this.clock() >= this.#askedAt + impatientSeconds || this.#pending !== undefined) {
      await this.#refresh();
    }
    return this.#keys.find((key) => key.id === id);
  }

  /** Asks once at a time. A store that is down for a moment stops nothing: the old keys go on. */
  #refresh(): Promise<void> {
    this.#pending ??= this.load()
      .catch(this.onError)
      .finally(() => {
        this.#pending = undefined;
      });
    return this.#pending;
  }
}

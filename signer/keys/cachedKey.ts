/** A fetched key kept in memory: fetched once, looked at again now and then, never used past its retirement. */
import type { KeyObject } from "node:crypto";
import { SignerError } from "../shared/errors";
import { type EpochSeconds, now as systemClock } from "../shared/time";
import type { KeySource } from "./keySource";
import type { StoredKey } from "./storedKey";

/** How long a fetched key serves. */
export interface CacheOptions {
  /** Seconds after which the store is asked again, while the old key goes on serving. Default 300. */
  readonly refreshSeconds?: number;
  /** Seconds before a key's retirement from which the store is asked first. Default 60. */
  readonly aheadSeconds?: number;
  /** Told when a look at the store failed and the old key went on serving. */
  readonly onRefreshError?: (error: unknown) => void;
  /** The clock, for tests. */
  readonly clock?: () => EpochSeconds;
}

interface Held extends StoredKey {
  readonly refreshAt: number;
}

/** A store that is down is not asked again by every signature. */
const secondsAfterFailure = 30;

/** Fetches at most once at a time, keeps the answer, and decides when to ask again. */
class KeyCache {
  #held: Held | undefined;
  #pending: Promise<Held> | undefined;

  constructor(
    private readonly description: string,
    private readonly fetch: () => Promise<StoredKey>,
    private readonly options: CacheOptions,
  ) {}

  async current(): Promise<StoredKey> {
    const now = (this.options.clock ?? systemClock)();
    const held = this.#held;
    if (held === undefined || this.#nearsRetirement(held, now)) {
      return this.#checked(await this.#refresh(now), now);
    }
    if (now >= held.refreshAt) {
      // The old key is good: nobody waits, and a store that is down for a moment stops nothing.
      this.#refresh(now).catch((error: unknown) => {
        this.#held = { ...held, refreshAt: now + secondsAfterFailure };
        this.options.onRefreshError?.(error);
      });
    }
    return held;
  }

  #nearsRetirement(held: Held, now: number): boolean {
    return held.retiresAt !== undefined && now >= held.retiresAt - (this.options.aheadSeconds ?? 60);
  }

  /** Near the end the store may still hold the same key: it serves until the end, not a second longer. */
  #checked(held: Held, now: number): StoredKey {
    if (held.retiresAt !== undefined && now >= held.retiresAt) {
      throw new SignerError("ERR_KEY_RETIRED", `${this.description} is past its retirement`, {
        remedy: "put the active key in its place",
      });
    }
    return held;
  }

  #refresh(now: number): Promise<Held> {
    this.#pending ??= this.fetch()
      .then((stored) => {
        this.#held = { ...stored, refreshAt: now + (this.options.refreshSeconds ?? 300) };
        return this.#held;
      })
      .finally(() => {
        this.#pending = undefined;
      });
    return this.#pending;
  }
}

/**
 * Makes a key source of anything that can fetch a key. Reads are single-flight; a failed refresh keeps the old key
 * until its retirement; a failed first fetch is not remembered.
 *
 * @example
 * ```ts
 * const key = cachedKey("the key in Vault", async () => ({ key: pemKey(await vault.read("signing")) }));
 * ```
 */
export function cachedKey(
  description: string,
  fetch: () => Promise<StoredKey>,
  options: CacheOptions = {},
): KeySource & { publicKey(): Promise<KeyObject> } {
  const cache = new KeyCache(description, fetch, options);
  return {
    description,
    hashes: ["sha256", "sha1"],
    sign: async (bytes, hash) => (await cache.current()).key.sign(bytes, hash),
    publicKey: async () => (await cache.current()).key.publicHalf,
  };
}

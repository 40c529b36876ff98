/** Keeps a fetched key in memory: refreshes it from time to time, and never uses it past its retirement. */
import type { KeyObject } from "node:crypto";
import { SignerError } from "../shared/errors";
import { type EpochSeconds, now as systemClock } from "../shared/time";
import type { KeySource } from "./keySource";
import type { StoredKey } from "./storedKey";

/** How long a fetched key is used. */
export interface CacheOptions {
  /** Seconds after which the key is fetched again, while the old one stays in use. Default 300. */
  readonly refreshSeconds?: number;
  /** Seconds before a key's retirement from which a new one is fetched before signing. Default 60. */
  readonly aheadSeconds?: number;
  /** Called when a refresh failed and the old key stayed in use. */
  readonly onRefreshError?: (error: unknown) => void;
  /** The clock, for tests. */
  readonly clock?: () => EpochSeconds;
}

interface Held extends StoredKey {
  readonly refreshAt: number;
}

/** Seconds to wait after a failed refresh, so that a store that is down is not asked for every signature. */
const secondsAfterFailure = 30;

/** Fetches at most once at a time, keeps the result, and decides when to fetch again. */
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
      // The old key is still good: signing does not wait for the refresh, nor fail with it.
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

  /** Refuses a retired key. Shortly before its retirement the store may still hold the same key, which is used until then. */
  #checked(held: Held, now: number): StoredKey {
    if (held.retiresAt !== undefined && now >= held.retiresAt) {
      throw new SignerError("ERR_KEY_RETIRED", `${this.description} is past its retirement`, {
        remedy: "store the active key in its place",
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
 * Creates a key source from a function that fetches a key. Fetches are single-flight; a failed refresh keeps the old key
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

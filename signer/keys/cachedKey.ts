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

/** Seconds after which a store is asked again that failed, or that shortly before a retirement still held the same key. */
const secondsBetweenAttempts = 30;

/** Fetches at most once at a time, keeps the result, and decides when to fetch again. */
class KeyCache {
  #held: Held | undefined;
  #fetching: Promise<Held> | undefined;
  #refreshing: Promise<Held> | undefined;

  constructor(
    private readonly description: string,
    private readonly fetch: () => Promise<StoredKey>,
    private readonly options: CacheOptions,
  ) {}

  async current(): Promise<StoredKey> {
    const now = this.#now();
    const held = this.#held;
    if (held === undefined || now >= (held.retiresAt ?? Number.POSITIVE_INFINITY)) {
      return this.#checked(await this.#fetch());
    }
    if (now < held.refreshAt) {
      return held;
    }
    const refreshed = this.#refresh(held);
    // Shortly before the retirement signing waits for the new key; before that the old one is still good.
    return now < this.#ahead(held) ? held : this.#checked(await refreshed);
  }

  #now(): number {
    return (this.options.clock ?? systemClock)();
  }

  /** Returns the time from which a new key is wanted. */
  #ahead({ retiresAt }: StoredKey): number {
    return (retiresAt ?? Number.POSITIVE_INFINITY) - (this.options.aheadSeconds ?? 60);
  }

  /** Refuses a retired key. Shortly before its retirement the store may still hold the same key, which is used until then. */
  #checked(held: Held): StoredKey {
    if (held.retiresAt !== undefined && this.#now() >= held.retiresAt) {
      throw new SignerError("ERR_KEY_RETIRED", `${this.description} is past its retirement`, {
        remedy: "store the active key in its place",
      });
    }
    return held;
  }

  #fetch(): Promise<Held> {
    this.#fetching ??= this.fetch()
      .then((stored) => {
        const [now, ahead] = [this.#now(), this.#ahead(stored)];
        const usual = now + (this.options.refreshSeconds ?? 300);
        this.#held = {
          ...stored,
          refreshAt: now < ahead ? Math.min(usual, ahead) : now + secondsBetweenAttempts,
        };
        return this.#held;
      })
      .finally(() => {
        this.#fetching = undefined;
      });
    return this.#fetching;
  }

  /** Fetches, and keeps the old key if that fails. */
  #refresh(held: Held): Promise<Held> {
    this.#refreshing ??= this.#fetch()
      .catch((error: unknown) => {
        this.#held = { ...held, refreshAt: this.#now() + secondsBetweenAttempts };
        this.options.onRefreshError?.(error);
        return this.#held;
      })
      .finally(() => {
        this.#refreshing = undefined;
      });
    return this.#refreshing;
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

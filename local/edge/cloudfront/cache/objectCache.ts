/** The cache of objects and errors, limited in bytes. */
import { pipeline, type Readable, Transform } from "node:stream";
import { LRUCache } from "lru-cache";
import type { HeaderList } from "../../headers";

/** A response of the origin, without the headers of one viewer. */
export interface CachedObject {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Unix time in milliseconds. */
  readonly storedAt: number;
}

/** 64 MiB; one object takes an eighth at most, so that a large file does not evict everything else. */
const defaultBytes = 64 * 1024 * 1024;

/** Estimated overhead of an object for headers and key, in bytes. */
const overhead = 2048;

/** Caches objects until they expire or are evicted. */
export class ObjectCache {
  /** The largest object that is cached, in bytes. */
  readonly largest: number;
  private readonly entries: LRUCache<string, CachedObject>;

  constructor(maxBytes: number = defaultBytes) {
    this.largest = Math.floor(maxBytes / 8);
    this.entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ body }) => body.length + overhead,
    });
  }

  get(key: string): CachedObject | undefined {
    return this.entries.get(key);
  }

  /** @param seconds - for how long; nothing is kept for 0 */
  put(key: string, object: CachedObject, seconds: number): void {
    if (seconds > 0 && object.body.length <= this.largest) {
      // lru-cache's timers are 32-bit milliseconds; a month is longer than any local cloud runs.
      this.entries.set(key, object, { ttl: Math.min(seconds, 30 * 86_400) * 1000 });
    }
  }

  clear(): void {
    this.entries.clear();
  }
}

/**
 * Passes a body through, and hands over the whole of it when it ends; a body that is cut off or exceeds the limit is
 * not handed over.
 */
export function collecting(body: Readable, limit: number, whole: (body: Buffer) => void): Readable {
  let chunks: Buffer[] | undefined = [];
  let size = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) {
        chunks = undefined;
      }
      chunks?.push(chunk);
      done(undefined, chunk);
    },
    flush(done) {
      if (chunks !== undefined) {
        whole(Buffer.concat(chunks));
      }
      done();
    },
  });
  // The reader of the other end reports the origin's error.
  pipeline(body, through, () => undefined);
  return through;
}

/** The edge's memory of objects and errors, bounded in bytes. */
import { pipeline, type Readable, Transform } from "node:stream";
import { LRUCache } from "lru-cache";
import type { HeaderList } from "../../headers";

/** An answer of the origin as it was when it came; what belongs to one viewer is not in it. */
export interface CachedObject {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Milliseconds since 1970. */
  readonly storedAt: number;
}

/** 64 MiB in all, of which one object takes an eighth at most: a large file must not push everything else out. */
const defaultBytes = 64 * 1024 * 1024;

/** What an entry costs beside its body: headers and the key, roughly. Bytes. */
const overhead = 2048;

/** Keeps objects until their time is up or others need the room. */
export class ObjectCache {
  /** Bytes; a larger object passes through without being kept. */
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
      // A timer of lru-cache counts 32-bit milliseconds; a month is longer than any local cache lives.
      this.entries.set(key, object, { ttl: Math.min(seconds, 30 * 86_400) * 1000 });
    }
  }

  clear(): void {
    this.entries.clear();
  }
}

/**
 * Passes a body through and hands over the whole of it at its end. A body that breaks off, or that is larger than
 * the limit, is passed on all the same and never handed over.
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
  // An error of the origin's reaches the reader of the other end, who reports it.
  pipeline(body, through, () => undefined);
  return through;
}

/** Follows a log file that grows and is rotated. */
import { open, stat } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "../report";

/** Bytes per read. */
const CHUNK = 256 * 1024;

/** Milliseconds between reads. */
const PAUSE = 300;

/** Options of following a log. */
export interface FollowOptions {
  /** Ends at the end of the log instead of waiting for more. */
  readonly once: boolean;
  /** Stops the waiting. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a file line by line and follows it. A file that was renamed to `.1` is read to its end before the new one. An
 * incomplete last line is left for the next read.
 *
 * @throws CommandError if there is no file and `once` is set
 */
export async function* logFileLines(file: string, { once, signal }: FollowOptions): AsyncGenerator<string> {
  let reader = new LineReader();
  for (;;) {
    const size = await sizeOf(file);
    if (size === undefined && once) {
      throw new CommandError(`there is no log at ${file}`, "run npm start, or name a log with --log");
    }
    if (size !== undefined && size < reader.offset) {
      yield* reader.read(`${file}.1`);
      reader = new LineReader();
    }
    if (size !== undefined) {
      yield* reader.read(file);
    }
    if (once || signal?.aborted === true) {
      return;
    }
    await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch {
    return undefined;
  }
}

/** Keeps the offset in a file, and the start of an incomplete line. */
class LineReader {
  offset = 0;
  private rest = "";
  private readonly decoder = new StringDecoder("utf8");

  async *read(file: string): AsyncGenerator<string> {
    const handle = await open(file).catch(() => undefined);
    if (handle === undefined) {
      return;
    }
    try {
      const buffer = Buffer.alloc(CHUNK);
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, CHUNK, this.offset);
        if (bytesRead === 0) {
          return;
        }
        this.offset += bytesRead;
        const lines = (this.rest + this.decoder.write(buffer.subarray(0, bytesRead))).split("\n");
        this.rest = lines.pop() ?? "";
        yield* lines;
      }
    } finally {
      await handle.close();
    }
  }
}

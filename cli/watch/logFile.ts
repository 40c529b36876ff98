/** The lines of a log file that grows, and that makes room for a new one when it has grown enough. */
import { open, stat } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "../report";

/** Bytes that are read at once. */
const CHUNK = 256 * 1024;

/** Milliseconds between looks at the file. */
const PAUSE = 300;

/** How to read. */
export interface FollowOptions {
  /** Ends with what is there, instead of waiting for more. */
  readonly once: boolean;
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a file line by line and goes on with what is added. A file that was renamed to `.1` is read to its end before
 * the new one. A last line without its end is left for the next look.
 *
 * @throws CommandError if there is no file and nobody waits for one
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

/** Remembers how far a file was read, and the start of a line that is not yet whole. */
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

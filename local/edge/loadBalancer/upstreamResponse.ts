/** The response of an instance as it arrives, without a stream for one that arrives whole. */
import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { HeaderList } from "../headers";

/** Status, headers and body of an instance's response. */
export interface InstanceResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Readable | Buffer;
}

/** node reads one byte as one character. Names are in lower case. */
function pairsOf(raw: readonly Buffer[]): HeaderList {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [name, value] = [raw[index], raw[index + 1]];
    pairs.push([name?.toString("latin1").toLowerCase() ?? "", value?.toString("latin1") ?? ""]);
  }
  return pairs;
}

/** Receives one response from undici. */
export class UpstreamResponse implements Dispatcher.DispatchHandlers {
  /** Resolves when the headers are there; rejects with undici's error if there is no response. */
  readonly started: Promise<void>;
  private settle!: { resolve: () => void; reject: (error: Error) => void };
  private status = 0;
  private headers: HeaderList = [];
  private arrived: Buffer[] = [];
  private isComplete = false;
  private failure: Error | undefined;
  private stream: Readable | undefined;
  private abort: ((error?: Error) => void) | undefined;
  private resume: (() => void) | undefined;

  /** @param signal - aborts the request; also its response, until that is complete */
  constructor(private readonly signal: AbortSignal) {
    this.started = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  onConnect(abort: (error?: Error) => void): void {
    this.abort = abort;
    if (this.signal.aborted) {
      this.cancel();
    } else {
      this.signal.addEventListener("abort", this.cancel);
    }
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void): boolean {
    // Informational responses come before the one that counts.
    if (status >= 200) {
      this.status = status;
      this.headers = pairsOf(raw);
      this.resume = resume;
      this.settle.resolve();
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.stream !== undefined) {
      return this.stream.push(chunk);
    }
    this.arrived.push(chunk);
    return true;
  }

  onComplete(): void {
    this.isComplete = true;
    this.signal.removeEventListener("abort", this.cancel);
    this.stream?.push(null);
  }

  onError(error: Error): void {
    this.failure = error;
    this.signal.removeEventListener("abort", this.cancel);
    this.settle.reject(error);
    this.stream?.destroy(error);
  }

  /**
   * Returns the response, once it has started. The body is a buffer if all of it came with the headers, so that a small
   * response needs no stream; it waits for nothing.
   */
  taken(): InstanceResponse {
    return { status: this.status, headers: this.headers, body: this.isComplete ? this.whole() : this.rest() };
  }

  private whole(): Buffer {
    const [first, ...more] = this.arrived;
    return first !== undefined && more.length === 0 ? first : Buffer.concat(this.arrived);
  }

  private rest(): Readable {
    const stream = new Readable({
      read: () => this.resume?.(),
      destroy: (error, done) => {
        if (!this.isComplete) {
          this.abort?.(error ?? undefined);
        }
        done(error);
      },
    });
    this.stream = stream;
    // A body that breaks off before anybody reads it must not end the edge; who reads it later finds it destroyed.
    stream.on("error", () => undefined);
    for (const chunk of this.arrived.splice(0)) {
      stream.push(chunk);
    }
    if (this.failure !== undefined) {
      stream.destroy(this.failure);
    }
    return stream;
  }

  private readonly cancel = (): void => this.abort?.(this.signal.reason as Error);
}

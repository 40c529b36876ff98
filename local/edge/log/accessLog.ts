/** CloudFront's standard access log, version 2, one JSON object a line. */
import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";
import type { RequestRecord } from "./record";

/** Size at which the log is rotated, in bytes; one old file is kept. */
const largest = 16 * 1024 * 1024;

const orDash = (text: string | undefined): string => (text === undefined || text === "" ? "-" : text);

/**
 * Formats a log line by AWS's field names, without query string and cookies, which hold signatures.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
function logLine(record: RequestRecord): string {
  const [date = "", time = ""] = new Date(record.at + record.taken).toISOString().split(/[T.]/);
  const [protocol, cipher] = (record.tls ?? "").split(":");
  const [, start, end] = /^bytes (\d+)-(\d+)/.exec(record.contentRange) ?? [];
  return JSON.stringify({
    "timestamp(ms)": String(record.at + record.taken),
    date,
    time,
    "x-edge-location": "LOCAL1-P1",
    "sc-bytes": String(record.sent),
    "c-ip": record.address,
    "c-country": orDash(record.country),
    "cs-method": record.method,
    "cs(Host)": record.host,
    "cs-uri-stem": record.path,
    "cache-behavior-path-pattern": orDash(record.behavior?.pathPattern),
    "sc-status": String(record.status),
    "cs(Referer)": orDash(record.referer),
    "cs(User-Agent)": orDash(record.userAgent),
    "x-edge-result-type": record.result,
    "x-edge-request-id": record.id,
    "x-host-header": record.host,
    "cs-protocol": record.scheme,
    "cs-bytes": String(record.received),
    "time-taken": (record.taken / 1000).toFixed(3),
    "x-forwarded-for": orDash(record.forwardedFor),
    "ssl-protocol": orDash(protocol),
    "ssl-cipher": orDash(cipher),
    "x-edge-response-result-type": record.result,
    "cs-protocol-version": `HTTP/${record.httpVersion}`,
    "c-port": String(record.port),
    "time-to-first-byte": (record.firstByte / 1000).toFixed(3),
    "x-edge-detailed-result-type": record.result,
    "sc-content-type": orDash(record.contentType),
    "sc-content-len": orDash(record.contentLength),
    "sc-range-start": orDash(start),
    "sc-range-end": orDash(end),
  });
}

async function ended(stream: WriteStream): Promise<void> {
  await new Promise<void>((resolve) => stream.end(() => resolve()));
}

/** Milliseconds for which lines wait to be written together; CloudFront's own wait minutes. */
const delay = 50;

/** Writes log lines to a file that only its owner can read. */
export class AccessLog {
  private stream: WriteStream;
  /** Ends when the file that was moved aside last is whole. */
  private former = Promise.resolve();
  private size: number;
  /** Lines that are not yet handed to the stream. */
  private waiting = "";
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly file: string) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    this.stream = this.open();
  }

  write(record: RequestRecord): void {
    const line = `${logLine(record)}\n`;
    this.size += line.length;
    if (this.size > largest) {
      this.flush();
      this.former = ended(this.stream);
      renameSync(this.file, `${this.file}.1`);
      this.size = line.length;
      this.stream = this.open();
    }
    this.waiting += line;
    this.timer ??= setTimeout(() => this.flush(), delay).unref();
  }

  async close(): Promise<void> {
    this.flush();
    await Promise.all([this.former, ended(this.stream)]);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting !== "") {
      this.stream.write(this.waiting);
      this.waiting = "";
    }
  }

  private open(): WriteStream {
    // A failing log must not end the edge.
    return createWriteStream(this.file, { flags: "a", mode: 0o600 }).on("error", () => undefined);
  }
}

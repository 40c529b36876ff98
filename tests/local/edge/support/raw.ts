/** Requests byte by byte: no client cleans them up on the way. */
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** An answer as it came over the wire. */
export interface RawAnswer {
  /** 0 when the connection ended without one. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Answers on the connection. */
  readonly count: number;
  /** Everything that came. */
  readonly text: string;
}

/** How to send. */
export interface RawOptions {
  /** Source address on the loopback network. */
  readonly from?: string;
  readonly servername?: string;
}

function open(url: string, { from, servername }: RawOptions): Socket {
  const { protocol, port } = new URL(url);
  const place = {
    host: "127.0.0.1",
    port: Number(port),
    ...(from === undefined ? {} : { localAddress: from }),
  };
  return protocol === "https:"
    ? connectTls({ ...place, rejectUnauthorized: false, ...(servername === undefined ? {} : { servername }) })
    : connectPlain(place);
}

/** Sends bytes (one character each) and reads until the other side ends the connection, or falls silent. */
export function send(url: string, bytes: string, options: RawOptions = {}): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = open(url, options);
    const chunks: Buffer[] = [];
    const end = (): void => {
      socket.destroy();
      resolve(parse(Buffer.concat(chunks).toString("latin1")));
    };
    socket.setTimeout(3000, end);
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.once("error", end).once("end", end).once("close", end);
    socket.write(Buffer.from(bytes, "latin1"));
  });
}

/** A request line with headers, made to end its connection. */
export function request(method: string, target: string, host: string, ...lines: string[]): string {
  return [`${method} ${target} HTTP/1.1`, `Host: ${host}`, "Connection: close", ...lines, "", ""].join(
    "\r\n",
  );
}

function parse(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...lines] = text.slice(0, Math.max(0, end)).split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const raw = text.slice(end + 4);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    body: headers["transfer-encoding"] === "chunked" ? unchunk(raw) : raw,
    count: text.match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0,
    text,
  };
}

function unchunk(raw: string): string {
  let rest = raw;
  let body = "";
  for (;;) {
    const line = /^([0-9a-fA-F]+)\r\n/.exec(rest);
    const size = Number.parseInt(line?.[1] ?? "0", 16);
    if (line === null || size === 0) {
      return body;
    }
    body += rest.slice(line[0].length, line[0].length + size);
    rest = rest.slice(line[0].length + size + 2);
  }
}

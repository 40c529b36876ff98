/** Responses with files, whole or in part, streamed as fast as the client reads. */
import type { ServedFile } from "../content/downloads";
import { planPart } from "./rangePlan";

const pieceBytes = 65_536;

/** Creates a file from a text in memory. */
export function textFile(text: string, type: string, etag: string): ServedFile {
  const bytes = Buffer.from(text);
  return { type, size: bytes.length, etag, read: (start, end) => bytes.subarray(start, end) };
}

/** Creates a stream that reads a piece when the one before is consumed: a slow client costs no memory. */
function streamOf(file: ServedFile, start: number, end: number): ReadableStream<Uint8Array> {
  let at = start;
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const next = Math.min(at + pieceBytes, end);
        if (next > at) {
          controller.enqueue(file.read(at, next));
          at = next;
        }
        if (at >= end) {
          controller.close();
        }
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * Answers a GET or HEAD for a file.
 *
 * @param headers - in addition to those of every file
 */
export function fileAnswer(request: Request, file: ServedFile, headers: Record<string, string>): Response {
  const plan = planPart(file.size, file.etag, {
    range: request.headers.get("range") ?? undefined,
    ifRange: request.headers.get("if-range") ?? undefined,
    ifNoneMatch: request.headers.get("if-none-match") ?? undefined,
  });
  const common = { "accept-ranges": "bytes", etag: file.etag, ...headers };
  if (plan.status === 304) {
    return new Response(null, { status: 304, headers: common });
  }
  if (plan.status === 416) {
    return new Response(null, {
      status: 416,
      headers: { "content-range": `bytes */${file.size}`, "cache-control": "no-store" },
    });
  }
  const { status, start, end } = plan;
  const answer = new Response(request.method === "HEAD" ? null : streamOf(file, start, end), {
    status,
    headers: { ...common, "content-type": file.type, "content-length": String(end - start) },
  });
  if (status === 206) {
    answer.headers.set("content-range", `bytes ${start}-${end - 1}/${file.size}`);
  }
  return answer;
}

/** Files as answers: whole or in part, streamed as fast as the reader takes them. */
import type { ServedFile } from "../content/downloads";
import { planPart } from "./rangePlan";

const pieceBytes = 65_536;

/** A file that is short enough to be held. */
export function textFile(text: string, type: string, etag: string): ServedFile {
  const bytes = Buffer.from(text);
  return { type, size: bytes.length, etag, read: (start, end) => bytes.subarray(start, end) };
}

/** A piece is made when the reader has taken the one before: a slow reader costs no memory. */
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
 * @param headers - beside those that every file has
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

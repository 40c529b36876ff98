/** Responses from the cache: whole, a range, or "not modified". */
import { type HeaderList, valueOf, valuesOf, without } from "../../headers";
import type { HopResponse } from "../../hop";
import type { CachedObject } from "./objectCache";

/** First and last byte. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a Range header with one range; undefined for several ranges or another unit, which get the whole object.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
 */
export function rangeOf(header: string | undefined, size: number): Range | "unsatisfiable" | undefined {
  const [, from = "", to = ""] = /^bytes=([0-9]*)-([0-9]*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") {
    return undefined;
  }
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(from);
  const end = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < start) {
    return undefined;
  }
  return start >= size ? "unsatisfiable" : { start, end };
}

/** Returns whether If-Range allows a range: it must match the object's validator, by strong comparison. */
function rangeStands(request: HeaderList, object: HeaderList): boolean {
  const condition = valueOf(request, "if-range");
  return (
    condition === undefined ||
    (condition === valueOf(object, "etag") && !condition.startsWith("W/")) ||
    condition === valueOf(object, "last-modified")
  );
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1 */
function notModified(request: HeaderList, object: HeaderList): boolean {
  const wanted = valueOf(request, "if-none-match");
  if (wanted !== undefined) {
    const weak = (tag: string): string => tag.trim().replace(/^W\//, "");
    const own = weak(valueOf(object, "etag") ?? "");
    return wanted.trim() === "*" || (own !== "" && wanted.split(",").some((tag) => weak(tag) === own));
  }
  const since = Date.parse(valueOf(request, "if-modified-since") ?? "");
  const changed = Date.parse(valueOf(object, "last-modified") ?? "");
  return changed <= since;
}

const ofBody: ReadonlySet<string> = new Set(["content-length", "content-type", "content-range"]);
const ofLength: ReadonlySet<string> = new Set(["content-length"]);

/** Answers a request from an object in the cache. */
export function fromCache(object: CachedObject, request: HeaderList, now: number): HopResponse {
  const age = Math.max(0, Math.floor((now - object.storedAt) / 1000));
  const headers: HeaderList = [...object.headers, ["Age", String(age)]];
  const answer = (status: number, list: HeaderList, body: Buffer): HopResponse => ({
    status,
    headers: [...list, ...(status === 304 ? [] : [["Content-Length", String(body.length)] as const])],
    body,
    note: { hop: "cache", detail: `from the cache, ${age} s old` },
  });
  if (object.status !== 200) {
    return answer(object.status, without(headers, ofLength), object.body);
  }
  if (notModified(request, object.headers)) {
    return answer(304, without(headers, ofBody), Buffer.alloc(0));
  }
  const size = object.body.length;
  const asked = rangeStands(request, object.headers) ? valuesOf(request, "range") : [];
  const range = asked.length === 1 ? rangeOf(asked[0], size) : undefined;
  if (range === "unsatisfiable") {
    const list: HeaderList = [...without(headers, ofBody), ["Content-Range", `bytes */${size}`]];
    return answer(416, list, Buffer.alloc(0));
  }
  if (range !== undefined) {
    const part = object.body.subarray(range.start, range.end + 1);
    const place = `bytes ${range.start}-${range.end}/${size}`;
    return answer(206, [...without(headers, ofLength), ["Content-Range", place]], part);
  }
  return answer(200, without(headers, ofLength), object.body);
}

/** Decides which part of a file answers a request. */

/** The headers of a request for a part of a file. */
export interface PartRequest {
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** The status and the bytes, from start up to, not including, end. */
export type PartPlan =
  | { readonly status: 200 | 206; readonly start: number; readonly end: number }
  | { readonly status: 304 }
  | { readonly status: 416 };

const unit = /^bytes=(\d{0,15})-(\d{0,15})$/;

function tagsOf(header: string): readonly string[] {
  return header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
}

/**
 * Decides the status and the bytes of a GET or HEAD.
 *
 * One range is served; several, or a unit other than bytes, are ignored, as the RFC allows: a request for a thousand
 * overlapping ranges must not cost a thousand times the file.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14
 */
export function planPart(size: number, etag: string, request: PartRequest): PartPlan {
  const { range, ifRange, ifNoneMatch } = request;
  if (ifNoneMatch !== undefined && (ifNoneMatch.trim() === "*" || tagsOf(ifNoneMatch).includes(etag))) {
    return { status: 304 };
  }
  const whole: PartPlan = { status: 200, start: 0, end: size };
  // A weak tag or a date never matches the strong tag: send the whole file.
  if (range === undefined || (ifRange !== undefined && ifRange.trim() !== etag)) {
    return whole;
  }
  const [, first = "", last = ""] = unit.exec(range.trim()) ?? [];
  if (first === "" && last === "") {
    return whole;
  }
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? { status: 416 } : { status: 206, start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < start) {
    return whole; // not a range by the grammar
  }
  return start >= size ? { status: 416 } : { status: 206, start, end };
}

/** Decides which part of a file answers a request. */

/** What a request says about the part that it wants. */
export interface PartRequest {
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** What to answer: bytes from start up to, not including, end. */
export type PartPlan =
  | { readonly status: 200 | 206; readonly start: number; readonly end: number }
  | { readonly status: 304 }
  | { readonly status: 416 };

const unit = /^bytes=(\d{0,15})-(\d{0,15})$/;

function tagsOf(header: string): readonly string[] {
  return header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
}

/**
 * Plans the answer of a GET or HEAD.
 *
 * One range is served; several, or a unit other than bytes, are ignored, which the RFC allows and which keeps a request
 * for a thousand overlapping parts from costing a thousand times the file.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14
 */
export function planPart(size: number, etag: string, request: PartRequest): PartPlan {
  const { range, ifRange, ifNoneMatch } = request;
  if (ifNoneMatch !== undefined && (ifNoneMatch.trim() === "*" || tagsOf(ifNoneMatch).includes(etag))) {
    return { status: 304 };
  }
  const whole: PartPlan = { status: 200, start: 0, end: size };
  // A weak tag or a date never equals the strong tag: the whole file is the safe answer.
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

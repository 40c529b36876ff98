import type { SharedTarget } from "../reachability/tiers/sharedTargets";

/**
 * Names a request without a signature and one with it that arrive at one place, as the end of a sentence; nothing if the
 * patterns are too complex to find both.
 */
export function meetingOf({ open, signed }: SharedTarget["arrivals"]): string {
  if (open.path === undefined || signed.path === undefined) {
    return "";
  }
  const path = open.isRespelt ? `another spelling of ${open.path}` : open.path;
  return `, for example ${path} without a signature and ${signed.path} with one`;
}

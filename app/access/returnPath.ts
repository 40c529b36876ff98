/** Where a person goes after signing in: a path of this site and nothing else. */
import { judgeTarget } from "../gate";
import { plainPath } from "./fileNames";

/** Pages that would send the person round in a circle. */
const circles = ["/login", "/callback", "/logout", "/get/", "/healthz"];

/**
 * Reads a wish to return somewhere. It comes from an address that anybody can write, so what is not the canonical path
 * of a page counts as no wish: an absolute address, `//host`, `/\host`. The query is dropped, as it may hold a signature,
 * and so is the secret part of a file's path.
 *
 * @param wish - the parameter, already decoded once
 */
export function returnPath(wish: string | undefined): string | undefined {
  const verdict = judgeTarget(wish ?? "");
  if (!verdict.canonical || verdict.path.length > 512) {
    return undefined;
  }
  return circles.some((circle) => verdict.path.startsWith(circle)) ? undefined : plainPath(verdict.path);
}

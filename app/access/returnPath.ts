/** The path to return to after signing in. */
import { checkCanonicalPath } from "../canonicalPath";
import { plainPath } from "./fileNames";

/** Pages that would redirect in a circle. */
const circles = ["/login", "/callback", "/logout", "/get/", "/healthz"];

/**
 * Validates a path to return to. It comes from a URL that anybody can write, so anything but a canonical path is dropped: an
 * absolute URL, `//host`, `/\host`. The query is dropped, as it may contain a signature, and so is the secret segment of a
 * file.
 *
 * @param given - the parameter, already decoded once
 */
export function returnPath(given: string | undefined): string | undefined {
  const verdict = checkCanonicalPath(given ?? "");
  if (!verdict.canonical || verdict.path.length > 512) {
    return undefined;
  }
  return circles.some((circle) => verdict.path.startsWith(circle)) ? undefined : plainPath(verdict.path);
}

/** Signed cookies for several folders: a policy has one Resource, so each folder needs its own set of cookies. */
import { SignerError } from "../shared/errors";
import { checkResource } from "./input/resource";

/** One set of cookies: sign `resource`, and set the cookies with `path`. */
export interface CookieSet {
  readonly resource: string;
  readonly path: string;
}

/** The sets to sign, and the resources that need none of their own. */
export interface CookiePlan {
  readonly sets: readonly CookieSet[];
  /** Resources that the set of another one covers. */
  readonly covered: readonly { readonly resource: string; readonly by: string }[];
}

interface Folder {
  readonly resource: string;
  /** Scheme and host. */
  readonly origin: string;
  /** Ends in a slash. */
  readonly path: string;
}

function toFolder(resource: string): Folder {
  const [, origin, path] = /^([a-z*]+:\/\/[^/]+)(\/(?:[^*?]*\/)?)\*$/.exec(checkResource(resource)) ?? [];
  if (origin === undefined || path === undefined) {
    throw new SignerError("ERR_RESOURCE_INVALID", `${resource} is not a folder`, {
      field: "resources",
      remedy: "write https://host/folder/*: browsers select cookies by folder only",
    });
  }
  return { resource, origin, path };
}

/**
 * Plans cookies for several folders so that a browser never sends two sets at once: AWS does not document which of two
 * cookies of one name counts. A folder inside another one is covered by it; access is never widened.
 *
 * @param resources - patterns of the form `https://host/folder/*`, all of one host
 * @throws SignerError ERR_RESOURCE_INVALID
 * @example
 * ```ts
 * const plan = planCookies(["https://m.example.com/premium/*", "https://m.example.com/downloads/*"]);
 * for (const { resource, path } of plan.sets) {
 *   lines.push(...setCookieLines(await signer.signCookies({ resource, expires }), { path }));
 * }
 * ```
 */
export function planCookies(resources: readonly string[]): CookiePlan {
  const folders = [...new Set(resources)]
    .map(toFolder)
    .sort((one, other) => one.path.length - other.path.length);
  const origins = new Set(folders.map(({ origin }) => origin));
  if (folders.length === 0 || origins.size !== 1) {
    throw new SignerError("ERR_RESOURCE_INVALID", "the resources must have one host and one scheme", {
      field: "resources",
      remedy: `plan each of them separately: ${[...origins].join(", ") || "no resource was given"}`,
    });
  }
  const sets: Folder[] = [];
  const covered: { resource: string; by: string }[] = [];
  for (const folder of folders) {
    const above = sets.find(({ path }) => folder.path.startsWith(path));
    if (above) {
      covered.push({ resource: folder.resource, by: above.resource });
    } else {
      sets.push(folder);
    }
  }
  return { sets: sets.map(({ resource, path }) => ({ resource, path })), covered };
}

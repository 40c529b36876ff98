/**
 * The rules of the members app that the edge relies on: canonical paths only, no secure content on the public port, and
 * what the edge may cache only under a name that is a secret of its folder.
 */
import type { Answer } from "./app";

/** Prefixes of the dev stack whose content is not for everybody. */
export const secure = ["/premium/", "/downloads/", "/secure/"];

/** Folders of the test's stack that the edge caches. */
const cached = ["/downloads/", "/secure/files/"];

/** The secret part of a name in such a folder. */
const segment = "only-told-to-those-who-may-open-it";

/** A name in a folder that the edge caches. */
export const namedIn = (folder: string): string => `${folder}${segment}/x`;

/** Whether a raw path means the same to everybody who decodes it. */
function isCanonical(path: string): boolean {
  if (/%(?:2f|5c|00|25)|[\\;]|\/\//i.test(path)) {
    return false;
  }
  try {
    return !decodeURIComponent(path)
      .split("/")
      .some((segment) => segment === "." || segment === "..");
  } catch {
    return false;
  }
}

/** What a reader would have got; a test looks for it in answers. */
export const contentOf = (prefix: string): string => `content of ${prefix}`;

/** Answers 400 to what is not canonical; secure content on the members port alone; 404 to the rest. */
export const strict: Answer = ({ tier, url }, response) => {
  const path = url.split("?", 1)[0] ?? "";
  if (!isCanonical(path)) {
    response.writeHead(400).end("not canonical");
    return;
  }
  const plain = decodeURIComponent(path);
  const prefix = secure.find((one) => plain.startsWith(one));
  const unnamed = cached.some((folder) => plain.startsWith(folder) && plain !== namedIn(folder));
  if (tier === "members" && prefix !== undefined && !unnamed) {
    response.writeHead(200, { "content-type": "text/plain" }).end(contentOf(prefix));
  } else {
    response.writeHead(tier === "public" && path === "/" ? 200 : 404).end("nothing here");
  }
};

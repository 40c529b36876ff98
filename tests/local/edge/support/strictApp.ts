/** The rules of the members app that the edge relies on: canonical paths only, and no secure content on the public port. */
import type { Answer } from "./app";

/** Prefixes of the dev stack whose content is not for everybody. */
export const secure = ["/premium/", "/downloads/", "/secure/"];

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
  const prefix = secure.find((one) => decodeURIComponent(path).startsWith(one));
  if (tier === "members" && prefix !== undefined) {
    response.writeHead(200, { "content-type": "text/plain" }).end(contentOf(prefix));
  } else {
    response.writeHead(tier === "public" && path === "/" ? 200 : 404).end("nothing here");
  }
};

/** Names files in messages. */
import { isAbsolute, relative } from "node:path";

/** Returns a path for messages: relative to the working directory if inside it, else absolute. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") || isAbsolute(near) ? path : near;
}

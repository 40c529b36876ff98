/** Names files in messages. */
import { isAbsolute, relative } from "node:path";

/** A path as messages name it: from the folder where the command was typed if it is in it, else whole. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") || isAbsolute(near) ? path : near;
}

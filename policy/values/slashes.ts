/** Removes the slashes at the end of a path. */
export function withoutSlashes(path: string): string {
  let end = path.length;
  while (path.endsWith("/", end) && end > 0) {
    end--;
  }
  return path.slice(0, end);
}

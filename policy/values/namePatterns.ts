/** Returns whether a URN, an ARN or a name matches a pattern in which `*` matches any characters; case counts. */
export function matchesName(pattern: string, name: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\?]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${source}$`, "s").test(name);
}

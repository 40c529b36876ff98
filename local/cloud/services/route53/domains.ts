/** Returns whether one of a certificate's names covers a host; a wildcard matches exactly one label. */
export function covered(host: string, names: readonly string[]): boolean {
  const lower = host.toLowerCase();
  const parent = lower.slice(lower.indexOf(".") + 1);
  return names.some((name) => {
    const one = name.toLowerCase();
    return one === lower || (one.startsWith("*.") && one.slice(2) === parent);
  });
}

/** Returns a DNS name in lower case without the trailing dot. */
export function dnsName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

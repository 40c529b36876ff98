/** Ports from `first` to `last`, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Returns whether a range has one of these ports; a range or ports that are undefined may be any. */
export function hasPort(range: PortRange | undefined, ports: readonly number[] | undefined): boolean {
  return (
    range === undefined ||
    ports === undefined ||
    ports.some((port) => range.first <= port && port <= range.last)
  );
}

/**
 * Returns whether CloudFront connects to one of these ports: 80, 443, and 1024 to 65535.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
 */
export function hasOriginPort(range: PortRange | undefined): boolean {
  return range === undefined || hasPort(range, [80, 443]) || range.last >= 1024;
}

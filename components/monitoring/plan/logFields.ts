/**
 * The fields of an access log line in the order in which CloudFront delivers them, all of them text. The query string, the
 * cookies and the referrer are left out: each may have a signature that is still valid.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html "Access log fields"
 */
export const LOG_FIELDS = [
  "timestamp(ms)",
  "date",
  "time",
  "c-ip",
  "c-country",
  "cs-method",
  "x-host-header",
  "cs-uri-stem",
  "cache-behavior-path-pattern",
  "sc-status",
  "sc-bytes",
  "sc-content-type",
  "x-edge-result-type",
  "x-edge-detailed-result-type",
  "x-edge-request-id",
  "x-edge-location",
  "time-taken",
  "time-to-first-byte",
  "cs-protocol",
  "cs-protocol-version",
  "ssl-protocol",
  "ssl-cipher",
  "cs(User-Agent)",
] as const;

/** Name of a field that is logged. */
export type LogField = (typeof LOG_FIELDS)[number];

/** One line of the access log. */
export type LogLine = Readonly<Partial<Record<LogField, string>>>;

/** The text of a field without a value. */
export const NO_VALUE = "-";

/**
 * Parses a log line in JSON; undefined if it is not one.
 *
 * @example readLogLine('{"c-ip":"192.0.2.1","sc-status":"200"}')
 */
export function readLogLine(text: string): LogLine | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    const isLine = typeof value === "object" && value !== null && "c-ip" in value && "sc-status" in value;
    return isLine ? (value as LogLine) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the time of a request in milliseconds since 1970; undefined if the line has none. */
export function timeOf(line: LogLine): number | undefined {
  const stamp = Number(line["timestamp(ms)"]);
  const time = Number.isFinite(stamp) ? stamp : Date.parse(`${line.date ?? ""}T${line.time ?? ""}Z`);
  return Number.isFinite(time) ? time : undefined;
}

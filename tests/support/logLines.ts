/** Access log lines with the fields that the stack delivers. */
import type { LogField, LogLine } from "../../components/monitoring/plan/logFields";

/** The start of an hour. */
export const HOUR = Date.UTC(2026, 0, 5, 12);

/** Creates the line of an ordinary viewer's request, with some fields changed. */
export function logLine(fields: Partial<Record<LogField, string>> = {}, at = HOUR): LogLine {
  return {
    "timestamp(ms)": String(at),
    "c-ip": "192.0.2.1",
    "c-country": "DE",
    "cs-method": "GET",
    "cs-uri-stem": "/premium/a",
    "cache-behavior-path-pattern": "/premium/*",
    "sc-status": "200",
    "sc-bytes": "1000",
    "x-edge-detailed-result-type": "Miss",
    ...fields,
  };
}

/** Structured logs, one JSON object a line, without anything that opens something. */
import { type DestinationStream, type Logger, pino } from "pino";

/** What of an error is logged. Not its cause and not its other members: they may hold tokens and parameters. */
function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) {
    return { type: typeof error };
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { type: error.name, code, message: error.message, stack: error.stack };
}

/**
 * Makes the log.
 *
 * @param destination - standard output unless told otherwise
 */
export function makeLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: errorFields },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Structured logs, one JSON object per line, without credentials. */
import { writeSync } from "node:fs";
import { type DestinationStream, type Logger, pino } from "pino";

/** Selects the fields of an error to log, without its cause and other members, which may contain tokens and parameters. */
function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) {
    return { type: typeof error };
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { type: error.name, code, message: error.message, stack: error.stack };
}

/**
 * Standard output. A line that cannot be written is lost: pino's own destination would block the site and retry forever.
 */
const standardOutput: DestinationStream = {
  write: (line) => {
    try {
      for (let rest = Buffer.from(line); rest.length > 0; ) {
        rest = rest.subarray(writeSync(1, rest));
      }
    } catch {
      // The disk is full, or nobody reads.
    }
  },
};

/**
 * Creates the logger.
 *
 * @param destination - default: standard output
 */
export function makeLog(level: string, destination: DestinationStream = standardOutput): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: errorFields },
  };
  return pino(options, destination);
}

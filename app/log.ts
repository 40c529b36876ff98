/** Structured logs, one JSON object a line, without anything that opens something. */
import { writeSync } from "node:fs";
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
 * Standard output. A line for which there is no room is lost: pino's own destination would try again for ever, and hold
 * the site meanwhile.
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
 * Makes the log.
 *
 * @param destination - standard output unless told otherwise
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

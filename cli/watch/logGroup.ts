/** The lines of a log group in CloudWatch Logs, as they come in. */
import { setTimeout as sleep } from "node:timers/promises";
import { missingClient } from "../../signer/keys/serviceError";
import { CommandError } from "../report";
import type { FollowOptions } from "./logFile";

/** Milliseconds between two readings: CloudFront itself delivers only every few minutes. */
const PAUSE = 60_000;

/** Which log group, and from when on. */
export interface GroupPlace {
  readonly name: string;
  readonly region: string;
  /** Seconds before now from which events are read. */
  readonly since: number;
}

/**
 * Reads the events of a log group and goes on with those that come in. CloudFront delivers late, so each reading looks
 * at the whole span again and leaves out what was seen.
 *
 * @throws CommandError if AWS refuses
 */
export async function* logGroupLines(
  { name, region, since }: GroupPlace,
  { once, signal }: FollowOptions,
): AsyncGenerator<string> {
  const { CloudWatchLogsClient, paginateFilterLogEvents } = await import(
    "@aws-sdk/client-cloudwatch-logs"
  ).catch((cause: unknown) => {
    throw missingClient("@aws-sdk/client-cloudwatch-logs", cause);
  });
  const client = new CloudWatchLogsClient({ region });
  const seen = new Map<string, number>();
  try {
    for (;;) {
      const startTime = Date.now() - since * 1000;
      forget(seen, startTime);
      const pages = paginateFilterLogEvents({ client }, { logGroupName: name, startTime });
      for await (const { events = [] } of pages) {
        for (const { eventId = "", timestamp = 0, message } of events) {
          if (message !== undefined && !seen.has(eventId)) {
            seen.set(eventId, timestamp);
            yield message;
          }
        }
      }
      if (once || signal?.aborted === true) {
        return;
      }
      await sleep(PAUSE, undefined, { signal }).catch(() => undefined);
    }
  } catch (cause) {
    throw refusal(name, region, cause);
  } finally {
    client.destroy();
  }
}

function forget(seen: Map<string, number>, before: number): void {
  for (const [id, timestamp] of seen) {
    if (timestamp < before) {
      seen.delete(id);
    }
  }
}

const REMEDIES: Readonly<Record<string, string | undefined>> = {
  AccessDeniedException: "let this role do logs:FilterLogEvents on the log group",
  CredentialsProviderError: "give this process AWS credentials",
  ResourceNotFoundException:
    "check the name, --region and the account; the stack's output logGroupName names it",
};

function refusal(name: string, region: string, cause: unknown): CommandError {
  const code = cause instanceof Error ? cause.name : "unknown error";
  const remedy = REMEDIES[code] ?? "see whether CloudWatch Logs can be reached from here";
  return new CommandError(`log group ${name} in ${region}: ${code}`, remedy, cause);
}

/** Follows a log group in CloudWatch Logs. */
import { setTimeout as sleep } from "node:timers/promises";
import { missingClient } from "../../signer/keys/serviceError";
import { CommandError } from "../report";
import type { FollowOptions } from "./logFile";

/** Milliseconds between reads: CloudFront delivers every few minutes. */
const PAUSE = 60_000;

/** A log group, and from when to read it. */
export interface GroupPlace {
  readonly name: string;
  readonly region: string;
  /** Reads events of the last so many seconds. */
  readonly since: number;
}

/**
 * Reads the events of a log group and follows it. CloudFront delivers late, so each read covers the whole span and skips
 * known events.
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
  AccessDeniedException: "allow logs:FilterLogEvents on the log group",
  CredentialsProviderError: "give this process AWS credentials",
  ResourceNotFoundException:
    "check the name, --region and the account; the name is in the stack's output logGroupName",
};

function refusal(name: string, region: string, cause: unknown): CommandError {
  const code = cause instanceof Error ? cause.name : "unknown error";
  const remedy = REMEDIES[code] ?? "check that CloudWatch Logs can be reached from here";
  return new CommandError(`log group ${name} in ${region}: ${code}`, remedy, cause);
}

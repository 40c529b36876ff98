import { CloudWatchClient, GetInsightRuleReportCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Rig, Verdict } from "../experiment";

/** Log lines as CloudFront writes them, with the number as text, and additionally as a number. */
const LINES = ["100", "23"].map((bytes) => ({
  "c-ip": "192.0.2.1",
  "sc-bytes": bytes,
  bytes: Number(bytes),
}));
const SUM = 123;

/** Seconds between attempts, and the number of attempts. */
const LOOK = { every: 30, times: 30 } as const;

/** The sums of the two rules for the only contributor; undefined for a rule that has found none. */
interface Sums {
  readonly text: number | undefined;
  readonly number: number | undefined;
}

/** Checks that Contributor Insights sums numbers that are written as text. */
export async function textIsSummed(rig: Rig): Promise<Verdict> {
  const { region, outputs } = rig;
  const logs = new CloudWatchLogsClient({ region });
  const cloudwatch = new CloudWatchClient({ region });
  const from = new Date();
  const sumOf = (rule: unknown) => reportedSum(cloudwatch, String(rule), from);
  try {
    const place = { logGroupName: String(outputs.logGroupName), logStreamName: "smoke" };
    await logs.send(new CreateLogStreamCommand(place));
    const logEvents = LINES.map((line) => ({ timestamp: Date.now(), message: JSON.stringify(line) }));
    await logs.send(new PutLogEventsCommand({ ...place, logEvents }));
    let sums: Sums = { text: undefined, number: undefined };
    for (let look = 0; look < LOOK.times; look++) {
      await rig.wait(LOOK.every);
      sums = { text: await sumOf(outputs.textRule), number: await sumOf(outputs.numberRule) };
      if (sums.text !== undefined && sums.number !== undefined) {
        break;
      }
    }
    return sumsVerdict(sums);
  } finally {
    logs.destroy();
    cloudwatch.destroy();
  }
}

/** Judges the sums; without a sum of numbers, a missing sum of text shows nothing. */
export function sumsVerdict({ text, number }: Sums): Verdict {
  const seen = `of ${SUM} bytes, the rule on text counted ${text ?? "nothing"}, the rule on numbers ${number ?? "nothing"}`;
  if (text === SUM) {
    return { outcome: "pass", seen };
  }
  return { outcome: number === SUM ? "fail" : "cannot tell", seen };
}

async function reportedSum(
  client: CloudWatchClient,
  RuleName: string,
  from: Date,
): Promise<number | undefined> {
  const { Contributors = [] } = await client.send(
    new GetInsightRuleReportCommand({
      RuleName,
      // Whole minutes, as the rule counts.
      StartTime: new Date(from.getTime() - 120_000),
      EndTime: new Date(Date.now() + 60_000),
      Period: 60,
      MaxContributorCount: 10,
      OrderBy: "Sum",
    }),
  );
  return Contributors[0]?.ApproximateAggregateValue;
}

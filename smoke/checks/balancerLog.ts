import { errorLine } from "../errorLine";
import type { CommandResult, Rig, Verdict } from "../experiment";

/** Settings that enable the log, with each form of the bucket policy. */
export const LOGGED = [
  { log: "on", policy: "source-arn" },
  { log: "on", policy: "path" },
] as const;

/** Seconds before a refusal counts, since a new bucket policy takes effect with a delay. */
const SETTLING = 60;

/** Checks that Elastic Load Balancing may write to a bucket that admits it by `aws:SourceArn`. */
export async function sourceArnIsAccepted(rig: Rig): Promise<Verdict> {
  const [withSourceArn, withPath] = LOGGED;
  const first = await tried(rig, withSourceArn);
  if (first.ok) {
    return { outcome: "pass", seen: "the log was enabled with aws:SourceArn in the bucket policy" };
  }
  const second = await tried(rig, withPath);
  const why = errorLine(first.output);
  return second.ok
    ? { outcome: "fail", seen: `refused with aws:SourceArn, accepted without: ${why}` }
    : { outcome: "cannot tell", seen: `refused with aws:SourceArn and without: ${errorLine(second.output)}` };
}

async function tried(rig: Rig, settings: (typeof LOGGED)[number]): Promise<CommandResult> {
  const result = await rig.deploy(settings);
  if (result.ok) {
    return result;
  }
  await rig.wait(SETTLING);
  return rig.deploy(settings);
}

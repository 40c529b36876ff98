import { errorLine } from "../errorLine";
import type { Rig, Said, Verdict } from "../experiment";

/** Deployments that switch the log on, under each form of the bucket's policy. */
export const LOGGED = [
  { log: "on", policy: "source-arn" },
  { log: "on", policy: "path" },
] as const;

/** Seconds that a new bucket policy is given before a refusal counts. */
const SETTLING = 60;

/** Elastic Load Balancing may write to a bucket that admits it by `aws:SourceArn`. */
export async function sourceArnIsAccepted(rig: Rig): Promise<Verdict> {
  const [withSourceArn, withPath] = LOGGED;
  const first = await tried(rig, withSourceArn);
  if (first.ok) {
    return { outcome: "pass", seen: "the log was switched on under a policy with aws:SourceArn" };
  }
  const second = await tried(rig, withPath);
  const why = errorLine(first.output);
  return second.ok
    ? { outcome: "fail", seen: `refused with aws:SourceArn, accepted without: ${why}` }
    : { outcome: "cannot tell", seen: `refused with aws:SourceArn and without: ${errorLine(second.output)}` };
}

async function tried(rig: Rig, settings: (typeof LOGGED)[number]): Promise<Said> {
  const said = await rig.deploy(settings);
  if (said.ok) {
    return said;
  }
  await rig.wait(SETTLING);
  return rig.deploy(settings);
}

import { errorLine } from "../errorLine";
import type { Rig, Verdict } from "../experiment";

/** Seconds in which AWS may change policies after the deliveries are created. */
const SETTLING = 120;

/** Checks that AWS's log delivery does not change the deployed policies of bucket and log group. */
export async function policiesStay(rig: Pick<Rig, "wait" | "refresh">): Promise<Verdict> {
  await rig.wait(SETTLING);
  const { ok, output } = await rig.refresh();
  if (ok) {
    return { outcome: "pass", seen: "a refresh finds no changes" };
  }
  const lines = output.split("\n").map((line) => line.trim());
  if (!output.includes("no changes were expected")) {
    return { outcome: "cannot tell", seen: `the refresh failed: ${errorLine(output)}` };
  }
  const changed = lines.filter((line) => /^[~-] +\w+:.* (update|delete)\b/.test(line));
  return { outcome: "fail", seen: `a refresh finds changes: ${changed.join("; ").replace(/\s+/g, " ")}` };
}

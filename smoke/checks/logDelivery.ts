import type { Rig, Verdict } from "../experiment";

/** Seconds in which AWS may change policies after the deliveries were made. */
const SETTLING = 120;

/** AWS's log delivery leaves bucket and log-group policies as they were deployed. */
export async function policiesStay(rig: Pick<Rig, "wait" | "refresh">): Promise<Verdict> {
  await rig.wait(SETTLING);
  const { ok, output } = await rig.refresh();
  if (ok) {
    return { outcome: "pass", seen: "a refresh finds everything as it was deployed" };
  }
  const changed = output.match(/^ ~ .*$/gm)?.map((line) => line.replace(/\s+/g, " ").trim());
  return changed === undefined
    ? { outcome: "cannot tell", seen: `the refresh failed: ${output.trim().split("\n").at(-1) ?? ""}` }
    : { outcome: "fail", seen: `a refresh finds changes: ${[...new Set(changed)].join("; ")}` };
}

/** Drill 3: what serves is replaced while viewers ask: instances, certificates, the way into the VPC. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/project";
import type { Stand } from "./stand";
import type { Row } from "./tally";

/** Changes settings by one `up`. */
export function change(
  stand: Stand,
  what: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<Row> {
  return stand.under(what, async () => {
    stand.set(settings);
    await stand.up();
  });
}

/** Another release: what instances run when they boot is other, so each is replaced. */
function release(stand: Stand): Readonly<Record<string, string>> {
  const script = join(stand.stack.folder.root, "boot.sh");
  const text = readFileSync(join(projectFolder, "app", "boot.sh"), "utf8");
  writeFileSync(script, `${text}\n# release 2\n`);
  return { bootScript: script };
}

/** Replaces everything that can be. */
export async function replaceAll(stand: Stand): Promise<Row[]> {
  return [
    await change(stand, "instance type changed", { instanceType: "t4g.small" }),
    await change(stand, "scaled out to two", { minInstances: 2 }),
    await change(stand, "new release on two instances", release(stand)),
    await change(stand, "scaled in to one", { minInstances: undefined, maxInstances: 1 }),
    await change(stand, "viewers' certificate replaced", { additionalDomainNames: ["shop.dev.example.com"] }),
    await change(stand, "CloudFront admitted by its group as well", { admission: "both" }),
    await change(stand, "VPC origin on another port", { listenerPort: 8443 }),
    await change(stand, "origin's name and certificate", { originDomainName: "alb.members.dev.example.com" }),
  ];
}

/** Drill 3: what serves is replaced while viewers ask: instances, certificates, the way into the VPC. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Stand } from "./environment";
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

/** Milliseconds until health checks have found a dead instance: three of them, as the edge plays their interval here. */
const found = 1_500;

/**
 * A host fails. What its instance was answering is lost, and until health checks have found it, its share of the new
 * requests: AWS does no better, with checks every 10 seconds half a minute of it.
 *
 * @param rate - requests a second
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
function killOne(stand: Stand, rate: number): Promise<Row> {
  const kill = async (): Promise<void> => {
    stand.fleet.kill();
    await sleep(found);
    await stand.fleet.replaceDead();
  };
  return stand.under("instance killed, of two: its share until found", kill, (rate * 2 * found) / 1_000);
}

/** Another release: the template names another bundle, so each instance is replaced. */
function release(stand: Stand): Readonly<Record<string, string>> {
  const appBundle = join(stand.stack.folder.root, "app.mjs");
  writeFileSync(appBundle, "// another release\n");
  return { appBundle };
}

/** Replaces everything that can be. */
export async function* replaceAll(stand: Stand, rate: number): AsyncGenerator<Row> {
  yield await change(stand, "instance type changed", { instanceType: "t4g.small" });
  yield await change(stand, "scaled out to two", { minInstances: 2 });
  yield await killOne(stand, rate);
  yield await change(stand, "new release on two instances", release(stand));
  yield await change(stand, "scaled in to one", { minInstances: undefined, maxInstances: 1 });
  yield await change(stand, "viewers' certificate replaced", {
    additionalDomainNames: ["shop.dev.example.com"],
  });
  yield await change(stand, "CloudFront admitted by its group as well", { admission: "both" });
  yield await change(stand, "VPC origin on another port", { listenerPort: 8443 });
  yield await change(stand, "origin under another name", { originDomainName: "alb.members.dev.example.com" });
}

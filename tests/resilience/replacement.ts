/** Drill 3: what serves is replaced while viewers ask: instances, certificates, the way into the VPC. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestEnvironment } from "./environment";
import type { Row } from "./tally";

/** Changes settings by one `up`. */
export function change(
  environment: TestEnvironment,
  what: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<Row> {
  return environment.under(what, async () => {
    environment.set(settings);
    await environment.up();
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
function killOne(environment: TestEnvironment, rate: number): Promise<Row> {
  const kill = async (): Promise<void> => {
    environment.fleet.kill();
    await sleep(found);
    await environment.fleet.replaceDead();
  };
  return environment.under(
    "instance killed, of two: its share until found",
    kill,
    (rate * 2 * found) / 1_000,
  );
}

/** Another release: the template names another bundle, so each instance is replaced. */
function release(environment: TestEnvironment): Readonly<Record<string, string>> {
  const appBundle = join(environment.stack.folder.root, "app.mjs");
  writeFileSync(appBundle, "// another release\n");
  return { appBundle };
}

/** Replaces everything that can be. */
export async function* replaceAll(environment: TestEnvironment, rate: number): AsyncGenerator<Row> {
  yield await change(environment, "instance type changed", { instanceType: "t4g.small" });
  yield await change(environment, "scaled out to two", { minInstances: 2 });
  yield await killOne(environment, rate);
  yield await change(environment, "new release on two instances", release(environment));
  yield await change(environment, "scaled in to one", { minInstances: undefined, maxInstances: 1 });
  yield await change(environment, "viewers' certificate replaced", {
    additionalDomainNames: ["shop.dev.example.com"],
  });
  yield await change(environment, "CloudFront admitted by its group as well", { admission: "both" });
  yield await change(environment, "VPC origin on another port", { listenerPort: 8443 });
  yield await change(environment, "origin under another name", {
    originDomainName: "alb.members.dev.example.com",
  });
}

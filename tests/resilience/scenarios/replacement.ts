/** Instances, certificates and the VPC origin are replaced under load. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestEnvironment } from "../environment";
import type { Row } from "../tally";

/** Changes settings by one `up`, under load. */
export function change(
  environment: TestEnvironment,
  what: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<Row> {
  return environment.underLoad(what, async () => {
    environment.set(settings);
    await environment.up();
  });
}

/** Milliseconds until health checks find a dead instance: three of them, at the test's interval. */
const found = 1_500;

/**
 * Kills an instance. The requests that it was serving are lost, and so is its share of new ones until health checks find
 * it: the same on AWS, where checks every 10 seconds take half a minute.
 *
 * @param rate - requests per second
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
function killOne(environment: TestEnvironment, rate: number): Promise<Row> {
  const kill = async (): Promise<void> => {
    environment.instances.kill();
    await sleep(found);
    await environment.instances.replaceDead();
  };
  return environment.underLoad("one instance of two killed", kill, (rate * 2 * found) / 1_000);
}

/** Returns the settings of a new release, for which every instance is replaced. */
function release(environment: TestEnvironment): Readonly<Record<string, string>> {
  const appBundle = join(environment.stack.folder.root, "app.mjs");
  writeFileSync(appBundle, "// another release\n");
  return { appBundle };
}

/** Replaces everything that can be replaced, one change after the other. */
export async function* replaceAll(environment: TestEnvironment, rate: number): AsyncGenerator<Row> {
  yield await change(environment, "instance type changed", { instanceType: "t4g.small" });
  yield await change(environment, "scaled out to two", { minInstances: 2 });
  yield await killOne(environment, rate);
  yield await change(environment, "new release on two instances", release(environment));
  yield await change(environment, "scaled in to one", { minInstances: undefined, maxInstances: 1 });
  yield await change(environment, "viewer certificate replaced", {
    additionalDomainNames: ["shop.dev.example.com"],
  });
  yield await change(environment, "CloudFront admitted by its security group as well", { admission: "both" });
  yield await change(environment, "VPC origin on another port", { listenerPort: 8443 });
  yield await change(environment, "origin under another name", {
    originDomainNames: {
      public: "alb-public.members.dev.example.com",
      signed: "alb-signed.members.dev.example.com",
    },
  });
}

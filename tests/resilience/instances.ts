/**
 * Plays the scaling group of a stack with processes in place of instances: as many as it wants, replaced by an instance
 * refresh when the launch template changes, taken out of service before they are stopped.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inEffect, readAccount } from "../../local/cloud";
import type { LocalInstance } from "../../local/edge";

const GROUP = "aws:autoscaling/group:Group";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

/** A minute of AWS takes this many milliseconds here: draining, and nothing else, is played faster. */
const minute = 2_000;

/** How often the scaling group looks at the account, milliseconds. */
const look = 100;

interface Played {
  readonly instance: LocalInstance;
  readonly child: ChildProcess;
  /** Launch template and version that it was launched from. */
  readonly launchedFrom: string;
}

/** What the account wants of the fleet. */
interface Wanted {
  readonly count: number;
  readonly template: string;
  /** Milliseconds between the last new request and the stop of an instance. */
  readonly draining: number;
}

function wanted(cloudDir: string): Wanted | undefined {
  const account = readAccount(cloudDir);
  const records = account === undefined ? [] : inEffect(account, Date.now());
  const group = records.find(({ type }) => type === GROUP)?.outputs;
  if (group === undefined) {
    return undefined;
  }
  const { id, version } = group["launchTemplate"] as { id?: string; version?: string };
  const delays = records
    .filter(({ type }) => type === TARGET_GROUP)
    .map(({ outputs }) => Number(outputs["deregistrationDelay"] ?? 300));
  return {
    count: Number(group["desiredCapacity"] ?? group["minSize"] ?? 0),
    template: `${id ?? ""} ${version ?? ""}`,
    draining: (Math.max(0, ...delays) / 60) * minute,
  };
}

/** The instances of one scaling group. */
export class OriginInstances {
  /** Those that the load balancer may send requests to. */
  private registered: Played[] = [];
  private stopped: Promise<unknown>[] = [];
  private made = 0;
  /** When an instance was last put into service or taken out. Milliseconds since 1970. */
  changedAt = 0;
  private ended = false;
  private following: Promise<void> | undefined;

  /** @param isHealthy - the load balancer's word on an instance */
  constructor(
    private readonly cloudDir: string,
    private readonly isHealthy: (id: string) => boolean,
  ) {}

  /** The instances that are registered with the target groups now. */
  instances(): LocalInstance[] {
    return this.registered.map(({ instance }) => instance);
  }

  /** Launches what the group wants; resolves when its instances listen. */
  async start(): Promise<void> {
    const want = wanted(this.cloudDir);
    for (let count = 0; count < (want?.count ?? 0); count += 1) {
      this.registered.push(await this.launch(want?.template ?? ""));
    }
  }

  /** Follows the account from now on. */
  follow(): void {
    this.following = this.round();
  }

  /** Resolves when the fleet is as the group wants it and nothing drains. */
  async settled(): Promise<void> {
    for (;;) {
      const want = wanted(this.cloudDir);
      const fits = this.registered.length === want?.count && this.outdated(want).length === 0;
      if (fits) {
        break;
      }
      await sleep(look);
    }
    await Promise.all(this.stopped);
  }

  /** Ends an instance as a failing host does: at once, and with all that it was answering. */
  kill(): string {
    const [first] = this.registered;
    first?.child.kill("SIGKILL");
    return first?.instance.id ?? "";
  }

  /** Takes an instance that was killed out and launches another, as the group does when health checks fail. */
  async replaceDead(): Promise<void> {
    const dead = this.registered.filter(({ child }) => child.exitCode !== null || child.signalCode !== null);
    for (const one of dead) {
      this.registered.push(await this.launch(one.launchedFrom));
      this.registered.splice(this.registered.indexOf(one), 1);
    }
  }

  async close(): Promise<void> {
    this.ended = true;
    await this.following;
    for (const { child } of this.registered) {
      child.disconnect();
    }
    await Promise.all(this.stopped);
  }

  private outdated({ template }: Wanted): Played[] {
    return this.registered.filter(({ launchedFrom }) => launchedFrom !== template);
  }

  private async round(): Promise<void> {
    while (!this.ended) {
      const want = wanted(this.cloudDir);
      if (want !== undefined) {
        await this.refresh(want);
        while (this.registered.length > want.count) {
          this.retire(this.registered[0], want.draining);
        }
        if (this.registered.length < want.count) {
          await this.launchHealthy(want.template);
        }
      }
      await sleep(look);
    }
  }

  /** One instance after the other, the new one first: at least 100% are healthy at every moment. */
  private async refresh(want: Wanted): Promise<void> {
    for (const old of this.outdated(want)) {
      await this.launchHealthy(want.template);
      this.retire(old, want.draining);
    }
  }

  /** Launches and registers an instance; resolves when the load balancer finds it fit. */
  private async launchHealthy(template: string): Promise<void> {
    const made = await this.launch(template);
    this.registered.push(made);
    while (!this.ended && !this.isHealthy(made.instance.id)) {
      await sleep(look / 2);
    }
    this.changedAt = Date.now();
  }

  private async launch(launchedFrom: string): Promise<Played> {
    this.made += 1;
    const child = fork(join(__dirname, "instanceProcess.ts"), {
      execArgv: ["-r", "ts-node/register/transpile-only"],
    });
    const [ports] = (await once(child, "message")) as [Record<number, number>];
    return { child, launchedFrom, instance: { id: `i-local-${this.made}`, ports } };
  }

  /** No new requests, then the time to end those under way, then the stop. */
  private retire(old: Played | undefined, draining: number): void {
    if (old !== undefined) {
      this.registered.splice(this.registered.indexOf(old), 1);
      const exit = once(old.child, "exit");
      this.changedAt = Date.now() + draining;
      this.stopped.push(
        sleep(draining).then(() => old.child.kill("SIGTERM")),
        exit,
      );
    }
  }
}

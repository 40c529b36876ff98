/**
 * Simulates the Auto Scaling group of a stack with processes in place of instances: as many as desired, replaced by an
 * instance refresh when the launch template changes, deregistered before they are stopped.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inEffect, readAccount } from "../../../local/cloud";
import type { LocalInstance } from "../../../local/edge";
import { projectName } from "../../../local/run/projectName";

const GROUP = "aws:autoscaling/group:Group";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

/** How often the account is read, in milliseconds. */
const interval = 100;

interface InstanceProcess {
  readonly instance: LocalInstance;
  readonly child: ChildProcess;
  /** The launch template and version that it was launched from. */
  readonly launchedFrom: string;
}

/** What the account wants of the group. */
interface Desired {
  readonly count: number;
  readonly template: string;
  /** Milliseconds between the last new request and the stop of an instance. */
  readonly draining: number;
}

function desiredBy(cloudDir: string, minute: number): Desired | undefined {
  const account = readAccount(cloudDir);
  const records = account === undefined ? [] : inEffect(account, Date.now());
  const group = records.find(
    ({ type, urn }) => type === GROUP && urn?.startsWith(`urn:pulumi:dev::${projectName}::`),
  )?.outputs;
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

/** The instances of one Auto Scaling group. */
export class InstanceProcesses {
  /** The instances that are registered with the target groups. */
  private inService: InstanceProcess[] = [];
  private stopped: Promise<unknown>[] = [];
  private launched = 0;
  /** When an instance was last put into service or taken out, in milliseconds since 1970. */
  changedAt = 0;
  private closed = false;
  private following: Promise<void> | undefined;

  /**
   * @param isHealthy - the load balancer's view of an instance
   * @param minute - how many milliseconds a minute of draining takes; nothing else is faster than on AWS
   */
  constructor(
    private readonly cloudDir: string,
    private readonly isHealthy: (id: string) => boolean,
    private readonly minute: number,
  ) {}

  /** The instances that are registered with the target groups now. */
  registered(): LocalInstance[] {
    return this.inService.map(({ instance }) => instance);
  }

  /** Launches the desired instances; resolves when they listen. */
  async start(): Promise<void> {
    const desired = desiredBy(this.cloudDir, this.minute);
    for (let count = 0; count < (desired?.count ?? 0); count += 1) {
      this.inService.push(await this.launch(desired?.template ?? ""));
    }
  }

  /** Follows changes of the account from now on. */
  follow(): void {
    this.following = this.round();
  }

  /** Resolves when the instances are as desired and none is draining. */
  async settled(): Promise<void> {
    for (;;) {
      const desired = desiredBy(this.cloudDir, this.minute);
      const isSettled = this.inService.length === desired?.count && this.outdated(desired).length === 0;
      if (isSettled) {
        break;
      }
      await sleep(interval);
    }
    await Promise.all(this.stopped);
  }

  /** Kills an instance, with all requests that it was serving, as a failing host does. @returns its id */
  kill(): string {
    const [first] = this.inService;
    first?.child.kill("SIGKILL");
    return first?.instance.id ?? "";
  }

  /** Replaces instances that were killed, as the group does when health checks fail. */
  async replaceDead(): Promise<void> {
    const dead = this.inService.filter(({ child }) => child.exitCode !== null || child.signalCode !== null);
    for (const one of dead) {
      this.inService.push(await this.launch(one.launchedFrom));
      this.inService.splice(this.inService.indexOf(one), 1);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.following;
    for (const { child } of this.inService) {
      child.disconnect();
    }
    await Promise.all(this.stopped);
  }

  private outdated({ template }: Desired): InstanceProcess[] {
    return this.inService.filter(({ launchedFrom }) => launchedFrom !== template);
  }

  private async round(): Promise<void> {
    while (!this.closed) {
      const desired = desiredBy(this.cloudDir, this.minute);
      if (desired !== undefined) {
        await this.refresh(desired);
        while (this.inService.length > desired.count) {
          this.retire(this.inService[0], desired.draining);
        }
        if (this.inService.length < desired.count) {
          await this.launchHealthy(desired.template);
        }
      }
      await sleep(interval);
    }
  }

  /** Replaces one instance after the other, the new one first: at least 100% are healthy at all times. */
  private async refresh(desired: Desired): Promise<void> {
    for (const old of this.outdated(desired)) {
      await this.launchHealthy(desired.template);
      this.retire(old, desired.draining);
    }
  }

  /** Launches and registers an instance; resolves when the load balancer finds it healthy. */
  private async launchHealthy(template: string): Promise<void> {
    const instance = await this.launch(template);
    this.inService.push(instance);
    while (!this.closed && !this.isHealthy(instance.instance.id)) {
      await sleep(interval / 2);
    }
    this.changedAt = Date.now();
  }

  private async launch(launchedFrom: string): Promise<InstanceProcess> {
    this.launched += 1;
    const child = fork(join(__dirname, "instanceProcess.ts"), {
      execArgv: ["-r", "ts-node/register/transpile-only"],
    });
    const [ports] = (await once(child, "message")) as [Record<number, number>];
    return { child, launchedFrom, instance: { id: `i-local-${this.launched}`, ports } };
  }

  /** Deregisters an instance, and stops it after the draining time. */
  private retire(old: InstanceProcess | undefined, draining: number): void {
    if (old !== undefined) {
      this.inService.splice(this.inService.indexOf(old), 1);
      const exit = once(old.child, "exit");
      this.changedAt = Date.now() + draining;
      this.stopped.push(
        sleep(draining).then(() => old.child.kill("SIGTERM")),
        exit,
      );
    }
  }
}

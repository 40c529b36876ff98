/** Health checks of targets. */
import type { HopRequest } from "../hop";
import type { TargetGroupView } from "../stackView/model";
import { type LocalInstance, placeOf, type UpstreamConnections } from "./upstream";

/** Returns the instances that are registered with a target group now. */
export type Registered = (group: TargetGroupView) => readonly LocalInstance[];

interface State {
  healthy: boolean;
  /** Consecutive checks with the opposite result. */
  against: number;
  checking: boolean;
  /** Unix time in milliseconds. */
  nextAt: number;
}

/** Returns whether a status matches `200`, `200-299` or `200,302`. */
export function statusMatches(matcher: string, status: number): boolean {
  return matcher.split(",").some((part) => {
    const [from, to = from] = part.split("-").map(Number);
    return from !== undefined && to !== undefined && from <= status && status <= to;
  });
}

/** Checks every target in its group's interval. */
export class HealthChecks {
  private readonly states = new Map<string, State>();
  private readonly timer: NodeJS.Timeout;
  private groups: readonly TargetGroupView[] = [];

  /**
   * @param interval - milliseconds between checks, instead of each group's own
   *
   * @param interval - milliseconds between checks, in place of each group's own
   */
  constructor(
    private readonly registered: Registered,
    private readonly upstream: UpstreamConnections,
    private readonly interval: number | undefined,
  ) {
    this.timer = setInterval(() => void this.round(), Math.min(interval ?? 1000, 1000)).unref();
  }

  /** Checks these groups from now on; resolves after the first check of each target. */
  async watch(groups: readonly TargetGroupView[]): Promise<void> {
    this.groups = groups;
    await this.round();
  }

  /** Returns whether a target is healthy; one that was not checked yet is not. */
  isHealthy(group: TargetGroupView, instance: LocalInstance): boolean {
    return this.states.get(`${group.arn} ${instance.id}`)?.healthy ?? false;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async round(): Promise<void> {
    const now = Date.now();
    const due = this.groups.flatMap((group) =>
      this.registered(group).map((instance) => ({ group, instance })),
    );
    await Promise.all(
      due.map(async ({ group, instance }) => {
        const key = `${group.arn} ${instance.id}`;
        const state = this.states.get(key) ?? { healthy: false, against: -1, checking: false, nextAt: 0 };
        this.states.set(key, state);
        if (state.checking || state.nextAt > now) {
          return;
        }
        state.checking = true;
        const healthy = await this.check(group, instance);
        state.checking = false;
        state.nextAt = Date.now() + (this.interval ?? group.health.interval * 1000);
        settle(state, healthy, group);
      }),
    );
  }

  private async check(group: TargetGroupView, instance: LocalInstance): Promise<boolean> {
    const place = placeOf(instance, group.port);
    if (place === undefined) {
      return false;
    }
    const request: HopRequest = {
      method: "GET",
      target: group.health.path,
      headers: [
        ["Host", `${place.host}:${group.port}`],
        ["User-Agent", "ELB-HealthChecker/2.0"],
      ],
      body: undefined,
      signal: AbortSignal.timeout(group.health.timeout * 1000),
    };
    try {
      const { status, body } = await this.upstream.send(place, group.health.protocol === "HTTPS", request);
      if (!Buffer.isBuffer(body)) {
        body.on("error", () => undefined).resume();
      }
      return statusMatches(group.health.matcher, status);
    } catch {
      return false;
    }
  }
}

/**
 * Records a check: a new target is healthy after its first success; later changes need as many consecutive checks as
 * the group sets.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
function settle(state: State, healthy: boolean, { health }: TargetGroupView): void {
  if (healthy === state.healthy) {
    state.against = 0;
    return;
  }
  const first = state.against === -1;
  state.against = Math.max(0, state.against) + 1;
  const needed = healthy ? health.healthyThreshold : health.unhealthyThreshold;
  if (first || state.against >= needed) {
    state.healthy = healthy;
    state.against = 0;
  }
}

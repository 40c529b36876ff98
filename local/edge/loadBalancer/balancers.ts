/** The load balancers: admission, rules and targets. */
import { randomUUID } from "node:crypto";
import { type HeaderList, hopByHop, valuesOf, without } from "../headers";
import { type HopNote, type HopRequest, type HopResponse, madeResponse, type Peer } from "../hop";
import type { BalancerView, ListenerView, StackView, TargetGroupView } from "../stackView/model";
import { type Admission, admission, isInside } from "./admission";
import { HealthChecks, type Registered } from "./health";
import { meetRule } from "./rules";
import { isTimeout, type LocalInstance, placeOf, UpstreamConnections } from "./upstream";

/** CloudFront's address as a load balancer sees it: one of the first range that AWS publishes. */
const edgeAddress = "130.176.0.1";

/** The load balancers of the local cloud. */
export class Balancers {
  private readonly upstream = new UpstreamConnections();
  private readonly health: HealthChecks;
  private turn = 0;

  constructor(
    private readonly registered: Registered,
    checkInterval?: number,
  ) {
    this.health = new HealthChecks(registered, this.upstream, checkInterval);
  }

  /** Returns whether an instance is healthy in each of a view's target groups that it is registered with, if any. */
  isHealthy(view: StackView, id: string): boolean {
    const checks = [...view.targetGroups.values()].flatMap((group) =>
      this.registered(group)
        .filter((instance) => instance.id === id)
        .map((instance) => this.health.isHealthy(group, instance)),
    );
    return checks.length > 0 && checks.every(Boolean);
  }

  /** Checks the health of a view's target groups from now on; resolves after the first check of each target. */
  async watch(view: StackView): Promise<void> {
    await this.health.watch([...view.targetGroups.values()]);
  }

  /** Returns whether a caller can connect to a load balancer. */
  connect(view: StackView, balancer: BalancerView, port: number, peer: Peer): Admission {
    if (balancer.internal && !isInside(peer)) {
      return { allowed: false, by: `${balancer.name} is internal: not reachable from ${peer.name}` };
    }
    return admission(view.groups, balancer.groups, "ingress", peer, port);
  }

  /** Answers a request on a listener. */
  async answer(
    view: StackView,
    balancer: BalancerView,
    listener: ListenerView,
    request: HopRequest,
    peer: Peer,
  ) {
    const headers = balancer.dropInvalidHeaders
      ? request.headers.filter(([name]) => /^[-A-Za-z0-9]+$/.test(name))
      : request.headers;
    const { rule, action } = meetRule(listener, { ...request, headers });
    const note: HopNote = { hop: "balancer", rule, detail: `${balancer.name}, rule ${rule}` };
    switch (action.kind) {
      case "fixed":
        return madeResponse(action.status, action.contentType, action.body, {
          ...note,
          detail: `${note.detail}: a fixed ${action.status}`,
        });
      case "forward": {
        const forwarded = { ...request, headers: balancerHeaders(headers, peer, listener) };
        return this.forward(view, balancer, view.targetGroups.get(action.targetGroupArn), forwarded, note);
      }
      case "other":
        return own(501, {
          ...note,
          detail: `${note.detail}: ${action.type} is not supported by the local edge`,
        });
    }
  }

  async close(): Promise<void> {
    this.health.close();
    await this.upstream.close();
  }

  /** Without a healthy target all targets are tried, as a load balancer does. */
  private pick(group: TargetGroupView): LocalInstance | undefined {
    const registered = this.registered(group);
    const fit = registered.filter((instance) => this.health.isHealthy(group, instance));
    const candidates = fit.length > 0 ? fit : registered;
    this.turn = (this.turn + 1) % 1_000_000;
    return candidates[this.turn % Math.max(1, candidates.length)];
  }

  private async forward(
    view: StackView,
    balancer: BalancerView,
    group: TargetGroupView | undefined,
    request: HopRequest,
    note: HopNote,
  ): Promise<HopResponse> {
    const instance = group === undefined ? undefined : this.pick(group);
    if (group === undefined || instance === undefined) {
      return own(503, {
        ...note,
        detail: `${note.detail}: ${group?.name ?? "a target group"} has no targets`,
      });
    }
    const there = { ...note, target: `${instance.id}:${group.port}` };
    const closed = this.wayClosed(view, balancer, group);
    const place = placeOf(instance, group.port);
    if (closed !== undefined || place === undefined) {
      const why = closed ?? `no local process serves port ${group.port} of ${instance.id}`;
      return own(closed === undefined ? 502 : 504, { ...there, hop: "network", detail: why });
    }
    try {
      const answer = await this.upstream.send(place, group.protocol === "HTTPS", request);
      const detail = `${there.target} of ${group.name}, rule ${note.rule ?? ""}`;
      return { ...answer, note: { ...there, hop: "instance", detail } };
    } catch (error) {
      request.signal.throwIfAborted();
      return own(isTimeout(error) ? 504 : 502, {
        ...there,
        detail: `${there.target} did not answer: ${(error as Error).message}`,
      });
    }
  }

  /** Returns why security groups keep a load balancer from its targets; undefined if they do not. */
  private wayClosed(view: StackView, balancer: BalancerView, group: TargetGroupView): string | undefined {
    const from: Peer = { name: balancer.name, groups: balancer.groups, isCloudFront: false };
    const to: Peer = { name: `the ${group.kind}s`, groups: group.targetSecurityGroups, isCloudFront: false };
    const out = admission(view.groups, balancer.groups, "egress", to, group.port);
    const into = admission(view.groups, group.targetSecurityGroups, "ingress", from, group.port);
    return [out, into].find(({ allowed }) => !allowed)?.by;
  }
}

/**
 * Returns the headers that a load balancer sets.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
const balancersOwn: ReadonlySet<string> = new Set([
  ...hopByHop,
  "x-forwarded-for",
  "x-forwarded-port",
  "x-forwarded-proto",
]);

function balancerHeaders(headers: HeaderList, peer: Peer, listener: ListenerView): HeaderList {
  const traced = valuesOf(headers, "x-amzn-trace-id").length > 0;
  const trace = `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll("-", "").slice(0, 24)}`;
  const forwardedFor = [...valuesOf(headers, "x-forwarded-for"), peer.address ?? edgeAddress].join(", ");
  return [
    ...without(headers, balancersOwn),
    ["X-Forwarded-For", forwardedFor],
    ["X-Forwarded-Proto", listener.protocol.toLowerCase()],
    ["X-Forwarded-Port", String(listener.port)],
    ...(traced ? [] : [["X-Amzn-Trace-Id", trace] as const]),
  ];
}

/** Creates a load balancer's own response. */
function own(status: number, note: HopNote): HopResponse {
  return madeResponse(status, "text/html", `<html><body><h1>${status}</h1></body></html>\n`, note);
}

/** A small stack view, made by hand: for decisions that need no engine. */
import type {
  BalancerView,
  BehaviorView,
  CachePolicyView,
  GroupRuleView,
  GroupView,
  ListenerView,
  Selection,
  TargetGroupView,
} from "../../../../local/edge/stackView/model";

/** A selection in one word. */
export function selects(mode: Selection["mode"], ...names: string[]): Selection {
  return { mode, names: new Set(names) };
}

/** A cache policy that keys by path alone. */
export function cachePolicy(rest: Partial<CachePolicyView> = {}): CachePolicyView {
  return {
    id: "policy-1",
    minTtl: 0,
    defaultTtl: 86_400,
    maxTtl: 31_536_000,
    headers: selects("none"),
    cookies: selects("none"),
    queries: selects("none"),
    gzip: false,
    brotli: false,
    ...rest,
  };
}

/** A public behavior. */
export function behavior(rest: Partial<BehaviorView> = {}): BehaviorView {
  return {
    index: 0,
    pathPattern: "*",
    viewerProtocolPolicy: "allow-all",
    originId: "app",
    allowedMethods: new Set(["GET", "HEAD"]),
    cachedMethods: new Set(["GET", "HEAD"]),
    trustedKeyIds: [],
    cache: cachePolicy(),
    originRequest: undefined,
    responseHeaders: undefined,
    ...rest,
  };
}

/** A TCP rule on one port. */
export function rule(peer: GroupRuleView["peer"], port = 443, id = "sgr-1"): GroupRuleView {
  return { id, protocol: "tcp", fromPort: port, toPort: port, peer };
}

/** Groups by id, each with the rules that are given. */
export function groups(
  given: Readonly<Record<string, Partial<Pick<GroupView, "ingress" | "egress">>>>,
): ReadonlyMap<string, GroupView> {
  return new Map(
    Object.entries(given).map(([id, rules]) => [id, { id, name: id, ingress: [], egress: [], ...rules }]),
  );
}

/** A listener that refuses by default. */
export function listener(rest: Partial<ListenerView> = {}): ListenerView {
  return {
    port: 443,
    protocol: "HTTPS",
    certificateNames: ["origin.example.com"],
    rules: [],
    defaultAction: { kind: "fixed", status: 403, contentType: "text/plain", body: "Forbidden" },
    ...rest,
  };
}

/** An internal load balancer in the group `sg-balancer`. */
export function balancer(rest: Partial<BalancerView> = {}): BalancerView {
  return {
    arn: "arn:balancer",
    name: "balancer",
    internal: true,
    groups: ["sg-balancer"],
    dropInvalidHeaders: true,
    listeners: [listener()],
    ...rest,
  };
}

/** A target group on the public port, with one instance in the group `sg-instances`. */
export function targetGroup(rest: Partial<TargetGroupView> = {}): TargetGroupView {
  return {
    arn: "arn:targets",
    name: "targets",
    protocol: "HTTPS",
    port: 8443,
    health: {
      path: "/healthz",
      protocol: "HTTPS",
      matcher: "200",
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    },
    kind: "instance",
    targets: 1,
    targetSecurityGroups: ["sg-instances"],
    ...rest,
  };
}

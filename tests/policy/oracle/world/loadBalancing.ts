/** Load balancers of an abstract stack, and what they forward to. */
import type { Ref } from "./ref";

/** What a listener does with a request. */
export type Action = { readonly forward: string } | { readonly refuse: true };

/** A listener rule: its conditions hold together. */
export interface ListenerRule {
  readonly name: string;
  /** The tier whose secret header value it demands. */
  readonly header?: string;
  readonly path?: string;
  readonly action: Action;
}

/** A listener. */
export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly byDefault: Action;
  readonly rules: readonly ListenerRule[];
}

/** A load balancer; without `internal` it is internet-facing. */
export interface LoadBalancer {
  readonly name: string;
  readonly kind: "application" | "network" | "classic";
  readonly module: "lb" | "alb";
  readonly internal?: boolean;
  readonly ipv6?: true;
  readonly subnets: readonly Ref[];
  readonly groups: readonly Ref[];
  readonly listeners: readonly Listener[];
  /** The instances of a classic load balancer, which forwards to its listeners' ports. */
  readonly instances?: readonly string[];
}

/** A target: a server or an application load balancer of the stack, or an address. */
export interface Target {
  readonly to: string;
  readonly port?: number;
  /** A literal private address in place of `to`. */
  readonly address?: string;
}

/** A target group. */
export interface TargetGroup {
  readonly name: string;
  readonly vpc: string;
  readonly protocol: "HTTPS" | "TCP";
  readonly type: "instance" | "ip" | "alb";
  readonly port: number;
  readonly preservesClientIp?: boolean;
  readonly targets: readonly Target[];
}

/** Who can reach what, hop by hop, by the stack's security groups. */

import type { Peer } from "../hop";
import { type Admission, admission } from "../loadBalancer/admission";
import { findVpcOriginListener } from "../loadBalancer/directListeners";
import type { BalancerView, GroupView, StackView } from "../stackView/model";

/** One network path, open or closed. */
export interface Reach {
  readonly from: string;
  readonly to: string;
  readonly open: boolean;
  /** The reason, in words. */
  readonly why: string;
}

/** Documentation addresses, which stand for any public address. */
const stranger: Peer = { name: "the internet", address: "203.0.113.9", groups: [], isCloudFront: false };

/** Returns the address ranges that a load balancer's groups admit, beside CloudFront. */
function ranges(groups: ReadonlyMap<string, GroupView>, { groups: ids }: BalancerView, port: number) {
  const rules = ids.flatMap((id) => groups.get(id)?.ingress ?? []);
  return rules.flatMap(({ peer, fromPort, toPort, protocol }) => {
    const covers = protocol === "-1" || (fromPort <= port && port <= toPort);
    return peer.kind === "cidr" && covers ? [peer.cidr] : [];
  });
}

const because = ({ allowed, by }: Admission): string => (allowed ? `security group rule ${by}` : by);

/** Returns every network path that matters, from the outside in. */
export function reaches(view: StackView): readonly Reach[] {
  const { distribution, groups } = view;
  const name = distribution.domainNames[1] ?? distribution.domainNames[0] ?? distribution.id;
  const fallback = distribution.behaviors.at(-1);
  const rows: Reach[] = [
    { from: "Viewers", to: `${name}, https`, open: distribution.enabled, why: "the only public endpoint" },
    {
      from: "Viewers",
      to: `${name}, http`,
      open: fallback?.viewerProtocolPolicy === "allow-all",
      why: `${fallback?.viewerProtocolPolicy ?? "no default behavior"}, signed paths https-only`,
    },
  ];
  const found = findVpcOriginListener(view);
  if (found === undefined) {
    return rows;
  }
  const { balancer, listener, origin } = found;
  const edge: Peer = { name: "CloudFront", groups: origin.serviceGroups, isCloudFront: true };
  const into = admission(groups, balancer.groups, "ingress", edge, listener.port);
  rows.push(
    { from: "CloudFront", to: `Load balancer ${listener.port}`, open: into.allowed, why: because(into) },
    {
      from: "Internet",
      to: `Load balancer ${listener.port}`,
      open:
        !balancer.internal && admission(groups, balancer.groups, "ingress", stranger, listener.port).allowed,
      why: balancer.internal ? "internal: private addresses" : "internet-facing",
    },
    ...ranges(groups, balancer, listener.port).map((range) => ({
      from: range,
      to: `Load balancer ${listener.port}`,
      open: true,
      why: "administration; without the secret header it answers 403",
    })),
  );
  const own: Peer = { name: balancer.name, groups: balancer.groups, isCloudFront: false };
  for (const group of view.targetGroups.values()) {
    const to = `${group.kind === "task" ? "Tasks" : "Instances"} ${group.port}`;
    const way = admission(groups, group.targetSecurityGroups, "ingress", own, group.port);
    const outside = admission(groups, group.targetSecurityGroups, "ingress", stranger, group.port);
    rows.push(
      { from: "Load balancer", to, open: way.allowed, why: because(way) },
      {
        from: "Internet",
        to,
        open: false,
        why: outside.allowed
          ? "no public address, but its groups are open"
          : "no public address, and no rule",
      },
    );
  }
  return rows;
}

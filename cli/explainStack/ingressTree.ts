import { bucketOrigins } from "../../policy/reachability/buckets/bucketReads";
import { connectionsOf, type IngressPath, ingressPaths } from "../../policy/reachability/ingressPaths";
import { type Behavior, type Distribution, nameOf } from "../../policy/resources/cloudfront/distributions";
import { resourceTypes as t } from "../../policy/resources/resourceTypes";
import { urnsOf } from "../../policy/stack/links";
import type { StackModel } from "../../policy/stack/stack";
import { is, known } from "../../policy/values/field";

/** A resource on an ingress path, and the resources that it leads to. */
export interface IngressNode {
  /** A URN, or another unique key for a node that is not a resource. */
  readonly key: string;
  readonly label: string;
  /** Whether it is on an ingress path that bypasses CloudFront. */
  readonly unintended: boolean;
  readonly children: readonly IngressNode[];
}

/**
 * Returns the ingress paths of a stack as a tree: those of its distributions, and all others to the load balancers and
 * instances behind CloudFront.
 */
export function ingressTree(model: StackModel): IngressNode {
  const { reached } = connectionsOf(model);
  const others = ingressPaths(model, [(urn) => reached.has(urn)], { admins: [], lists: [] });
  return node("internet", "internet", [
    ...model.distributions.map((distribution) => distributionNode(model, distribution)),
    ...others.map(({ point, hops }) => unintendedNode(hops, point.kind)),
  ]);
}

/** Returns whether a tree has an ingress path that bypasses CloudFront. */
export function hasUnintended(tree: IngressNode): boolean {
  return tree.unintended || tree.children.some(hasUnintended);
}

function node(key: string, label: string, children: readonly IngressNode[]): IngressNode {
  return { key, label, unintended: false, children };
}

function distributionNode(model: StackModel, { urn, behaviors, origins }: Distribution): IngressNode {
  if (origins.state !== "known") {
    // A state encrypts all origins if one has a secret; their dependencies are known nevertheless.
    const vpcOrigins = model.links.dependenciesOf(urn, "origins", [t.vpcOrigin]);
    const label = `origins (${behaviors.map(behaviorText).join("; ")})`;
    const buckets = model.links.dependenciesOf(urn, "origins", [t.bucket]);
    const children = [
      ...vpcOrigins.map((each) => vpcOriginNode(model, each)),
      ...[...buckets, ...otherBucketsOf(model, urn)].map(bucketNode),
    ];
    return node(urn, labelOf(urn), [node(`${urn}#origins`, label, children)]);
  }
  const read = bucketOrigins(model).filter(({ distribution }) => distribution.urn === urn);
  const texts = new Map<string | undefined, string[]>();
  for (const behavior of behaviors) {
    const found = texts.get(known(behavior.targetOrigin)) ?? [];
    texts.set(known(behavior.targetOrigin), found);
    found.push(behaviorText(behavior));
  }
  const children = origins.value.map((origin) => {
    const id = known(origin.id) ?? "";
    const using = texts.get(id) ?? [];
    const vpcOrigins = urnsOf(model.links.to(urn, origin.vpcOrigin, t.vpcOrigin));
    return node(`${urn}#${id}`, `origin ${id} (${using.length === 0 ? "unused" : using.join("; ")})`, [
      ...vpcOrigins.map((each) => vpcOriginNode(model, each)),
      ...read.filter((each) => each.origin === origin).flatMap(({ buckets }) => buckets.map(bucketNode)),
    ]);
  });
  return node(urn, labelOf(urn), children);
}

/** Returns the node of a bucket: its URN, or the name of one that another stack created. */
function bucketNode(bucket: string): IngressNode {
  const label = bucket.includes("::") ? labelOf(bucket) : `bucket ${bucket} of another stack`;
  return node(bucket, label, []);
}

/** Lists the buckets of other stacks whose policies, written here, are computed from a distribution. */
function otherBucketsOf({ bucketPolicies, links }: StackModel, distribution: string): string[] {
  return bucketPolicies
    .filter(({ urn }) => links.dependenciesOf(urn, "policy", [t.distribution]).includes(distribution))
    .flatMap(({ urn, bucket }) => {
      const link = links.to(urn, bucket, t.bucket);
      return link.state === "outside" ? [link.value] : [];
    });
}

function behaviorText(behavior: Behavior): string {
  return `${nameOf(behavior)}: ${is(behavior.signed, true) ? "signed" : "public"}`;
}

function vpcOriginNode(model: StackModel, urn: string): IngressNode {
  const endpoint = model.vpcOrigins.find((each) => each.urn === urn)?.endpoint;
  const targets =
    endpoint === undefined ? [] : urnsOf(model.links.to(urn, endpoint, t.loadBalancer, t.instance));
  return node(
    urn,
    labelOf(urn),
    targets.map((each) => serverNode(model, each)),
  );
}

function serverNode(model: StackModel, urn: string): IngressNode {
  const { forwarding } = connectionsOf(model);
  const listeners = forwarding.listeners.get(urn).map((listener) => {
    const rules = forwarding.rules
      .get(listener)
      .map((rule) => node(rule, labelOf(rule), targetGroupNodes(model, rule)));
    return node(listener, labelOf(listener), [...targetGroupNodes(model, listener), ...rules]);
  });
  return node(urn, labelOf(urn), listeners);
}

/** Returns the target groups that a listener or a rule forwards to, with their targets. */
function targetGroupNodes(model: StackModel, from: string): IngressNode[] {
  const { forwarding } = connectionsOf(model);
  const ports = new Map(model.targetGroups.map(({ urn, port }) => [urn, known(port)]));
  return forwarding.targetGroups.get(from).map(({ to }) => {
    const port = ports.get(to);
    const servers = forwarding.targetsOf(to).map((step) => serverNode(model, step.to));
    return node(to, `${labelOf(to)}${port === undefined ? "" : `, port ${port}`}`, servers);
  });
}

/** Returns an ingress path that bypasses CloudFront, one resource after the other. */
function unintendedNode(hops: IngressPath["hops"], kind: string): IngressNode {
  const [{ urn, argument } = { urn: "", argument: "" }, ...rest] = hops;
  const details = [kind, argument].filter((part) => part !== "").join(": ");
  return {
    key: urn,
    label: `${labelOf(urn)}${details === "" ? "" : ` (${details})`}`,
    unintended: true,
    children: rest.length === 0 ? [] : [unintendedNode(rest, "")],
  };
}

/** Returns the type and the name of a resource, in words. */
export function labelOf(urn: string): string {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  const kind = type.split(":").at(-1) ?? "";
  return `${kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase()} ${name}`;
}

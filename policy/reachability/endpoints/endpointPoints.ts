import type { OtherEndpoint } from "../../resources/network/endpoints/endpoint";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { is, known } from "../../values/field";
import type { IngressPoint } from "../ingressPoint";
import { client } from "../ingressPoint";
import type { Sender } from "../network/admission";
import type { Network } from "../network/network";
import { senderOf } from "../network/senders";
import { acceleratedPorts, hidesClient, mayAccelerate } from "./accelerators";
import { disabledApis } from "./disabledApis";
import { privateApis } from "./privateApis";
import { addressesOf, anywhere, mayBeFunction } from "./unresolvedTargets";
import { unusedPermissions } from "./unusedPermissions";

const subnetTypes = [t.subnet, t.defaultSubnet] as const;
const senderTypes = [t.function, t.appRunnerConnector] as const;
const targetTypes = [
  t.loadBalancer,
  t.classicLoadBalancer,
  t.listener,
  t.instance,
  t.networkInterface,
  t.eip,
  t.functionUrl,
  ...senderTypes,
  ...subnetTypes,
] as const;

/** Finds the ingress points that are neither addresses nor load balancers. */
export function endpointPoints(model: StackModel, network: Network): IngressPoint[] {
  const hidden = privateApis(model);
  const disabled = disabledApis(model);
  const unused = unusedPermissions(model);
  const isHidden = (endpoint: OtherEndpoint) =>
    disabled.has(endpoint.urn) || apisOf(model, endpoint).some((api) => hidden.has(api));
  return model.otherEndpoints
    .filter(({ urn }) => !unused.has(urn))
    .filter((endpoint) => (hidden.size === 0 && disabled.size === 0) || !isHidden(endpoint))
    .flatMap((endpoint) => pointsOf(model, network, endpoint))
    .map((point) => ({
      ...point,
      ...(!mayAccelerate(model, network, point) && { isUnrouted: true }),
      ...(hidesClient(model, network, point) && { hidesClient: true }),
    }));
}

function apisOf({ links }: StackModel, { urn, api }: OtherEndpoint): readonly string[] {
  return api === undefined ? [urn] : urnsOf(links.to(urn, api, t.restApi));
}

type Base = Omit<IngressPoint, "through" | "to" | "isSender">;

function pointsOf(model: StackModel, network: Network, endpoint: OtherEndpoint): IngressPoint[] {
  const { urn, kind, from, target, fix } = endpoint;
  const sender = senderFor(model, network, endpoint);
  const isForAdministrators = endpoint.isForAdministrators || isLatticeWithIam(model, urn);
  const ports = acceleratedPorts(model, endpoint);
  const base = {
    kind,
    from,
    isForAdministrators,
    first: { urn, argument: target.path },
    sender,
    fix,
    ...(ports && { ports }),
  };
  const link = model.links.to(urn, target, ...targetTypes);
  switch (link.state) {
    case "absent":
      return [];
    case "inside":
      return link.urns.flatMap((to) => resolved(model, network, endpoint, base, to));
    case "unknown":
      return [...functionPoints(model, base), ...unresolved(endpoint, base, anywhere)];
    case "outside": {
      const functions = mayBeFunction(link.value) ? functionPoints(model, base) : [];
      const isSubnet = link.value.startsWith("subnet-");
      const inSubnet = (isSubnet ? placedIn(model, network, link.value) : []).map((to) =>
        through(base, link.value, to),
      );
      return [...functions, ...inSubnet, ...unresolved(endpoint, base, addressesOf(link.value))];
    }
  }
}

/**
 * Returns whether a resource is a target of VPC Lattice, and every service of this stack needs IAM.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html
 */
function isLatticeWithIam({ links, latticeServices }: StackModel, urn: string): boolean {
  return (
    links.isOf(urn, [t.latticeTarget]) &&
    latticeServices.length > 0 &&
    latticeServices.every(({ authentication }) => is(authentication, "AWS_IAM"))
  );
}

function senderFor(model: StackModel, network: Network, endpoint: OtherEndpoint): Sender {
  switch (endpoint.source) {
    case "client":
    case "internet":
      return client;
    case "privateLink":
      return { isPublic: false, groups: [], ranges: undefined, isPrivateLink: true };
    case "inside":
      return senderOf(model, network, endpoint);
  }
}

function resolved(
  model: StackModel,
  network: Network,
  endpoint: OtherEndpoint,
  base: Base,
  to: string,
): IngressPoint[] {
  const { source } = endpoint;
  // What passes requests on sends them itself; a function can be protected, too.
  if (model.links.isOf(to, senderTypes)) {
    return [{ ...base, through: [], to, isSender: true }];
  }
  if (model.links.isOf(to, [t.functionUrl])) {
    return functionBehind(model, endpoint, base, to);
  }
  // A public load balancer or address is an ingress point itself, and an internal one is out of reach.
  if (source === "internet") {
    return [];
  }
  const listener = model.listeners.find(({ urn }) => urn === to);
  if (listener !== undefined) {
    const balancers = urnsOf(model.links.to(to, listener.loadBalancer, t.loadBalancer));
    const hop = { urn: to, argument: listener.loadBalancer.path };
    const port = known(listener.port);
    const ports = port === undefined ? {} : { ports: [port] };
    return balancers.map((each) => ({ ...base, through: [hop], to: each, isSender: false, ...ports }));
  }
  return model.links.isOf(to, subnetTypes)
    ? placedIn(model, network, to).map((each) => through(base, to, each))
    : [{ ...base, through: [], to, isSender: false }];
}

/** A function URL that needs IAM answers an endpoint that signs its requests; without IAM it is an ingress point itself. */
function functionBehind(
  model: StackModel,
  { signsRequests }: OtherEndpoint,
  base: Base,
  url: string,
): IngressPoint[] {
  const found = signsRequests === true ? model.functionUrls.filter(({ urn }) => urn === url) : [];
  return found.flatMap(({ urn, function: field }) =>
    urnsOf(model.links.to(urn, field, t.function)).map((to) => ({
      ...base,
      through: [{ urn, argument: field.path }],
      to,
      isSender: true,
    })),
  );
}

function through(base: Base, subnet: string, to: string): IngressPoint {
  return { ...base, through: [{ urn: subnet, argument: "id" }], to, isSender: false };
}

/** A target that cannot be resolved may be any function. */
function functionPoints(model: StackModel, base: Base): IngressPoint[] {
  return model.functions.map(({ urn }) => ({ ...base, through: [], to: urn, isSender: true }));
}

/** A target that cannot be resolved may be any server or load balancer with these addresses. */
function unresolved(
  { urn, source }: OtherEndpoint,
  base: Base,
  within: IngressPoint["within"] | undefined,
): IngressPoint[] {
  return within === undefined || source === "internet"
    ? []
    : [{ ...base, through: [], to: urn, isSender: true, within }];
}

/** Returns the instances and Auto Scaling groups in a subnet, by its URN, or by its id if it is not of this stack. */
function placedIn(model: StackModel, network: Network, subnet: string): string[] {
  return [...model.servers, ...model.autoScalingGroups]
    .map(({ urn }) => urn)
    .filter((urn) => network.subnets.subnetIdsOf(urn).includes(subnet));
}

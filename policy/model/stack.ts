import {
  type PublicAddress,
  readEip,
  readEipAssociation,
  readInstance,
  readLaunchConfiguration,
  readLaunchTemplate,
} from "./addresses";
import { type Distribution, readDistribution } from "./distributions";
import {
  type Ingress,
  readSecurityGroup,
  readSecurityGroupIngressRule,
  readSecurityGroupRule,
} from "./ingress";
import { type LoadBalancer, readClassicLoadBalancer, readLoadBalancer } from "./loadBalancers";
import { canonicalType, type ResourceType, resourceTypes as t } from "./tokens";

/** A resource as the policy SDK hands it over, for one resource or for a whole stack. */
export interface RawResource {
  readonly type: string;
  readonly urn: string;
  readonly props: object;
}

/** What the rules decide on: the resources of one analysis, read once and without the provider's spellings. */
export interface StackModel {
  readonly loadBalancers: readonly LoadBalancer[];
  readonly addresses: readonly PublicAddress[];
  readonly ingress: readonly Ingress[];
  readonly distributions: readonly Distribution[];
}

type Draft = { -readonly [K in keyof StackModel]: StackModel[K][number][] };
type Part = (draft: Draft, urn: string, props: object) => void;

const address =
  (read: (urn: string, props: object) => PublicAddress[]): Part =>
  (draft, urn, props) =>
    draft.addresses.push(...read(urn, props));
const ingress =
  (read: (urn: string, props: object) => Ingress[]): Part =>
  (draft, urn, props) =>
    draft.ingress.push(...read(urn, props));

const parts: Readonly<Record<ResourceType, Part>> = {
  [t.loadBalancer]: (draft, urn, props) => draft.loadBalancers.push(...readLoadBalancer(urn, props)),
  [t.classicLoadBalancer]: (draft, urn, props) =>
    draft.loadBalancers.push(...readClassicLoadBalancer(urn, props)),
  [t.instance]: address(readInstance),
  [t.spotInstanceRequest]: address(readInstance),
  [t.launchTemplate]: address(readLaunchTemplate),
  [t.launchConfiguration]: address(readLaunchConfiguration),
  [t.eip]: address(readEip),
  [t.eipAssociation]: address(readEipAssociation),
  [t.securityGroup]: ingress(readSecurityGroup),
  [t.defaultSecurityGroup]: ingress(readSecurityGroup),
  [t.securityGroupRule]: ingress(readSecurityGroupRule),
  [t.securityGroupIngressRule]: ingress(readSecurityGroupIngressRule),
  [t.distribution]: (draft, urn, props) => draft.distributions.push(readDistribution(urn, props)),
};

/** Builds the model of one resource or of a whole stack; a resource of a type that it does not read leaves no trace. */
export function buildModel(resources: readonly RawResource[]): StackModel {
  const draft: Draft = { loadBalancers: [], addresses: [], ingress: [], distributions: [] };
  for (const { type, urn, props } of resources) {
    const known = canonicalType(type);
    if (known !== undefined) {
      parts[known](draft, urn, props);
    }
  }
  return draft;
}

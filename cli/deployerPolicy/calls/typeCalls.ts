/** The AWS calls behind a resource type or a function of Pulumi's AWS provider, as IAM names them. */

/**
 * An action and the resource types that it is about, by the names of the service authorization reference:
 * `ec2:CreateSubnet subnet vpc`. Types of another service are written with its prefix, `cognito-idp:userpool`. An action
 * without any is one for which the reference knows no resource, and is allowed on `*`.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export type Call = string;

/** What the AWS provider calls over the life of a resource. */
export interface TypeCalls {
  readonly create: readonly Call[];
  readonly read: readonly Call[];
  readonly update: readonly Call[];
  readonly delete: readonly Call[];
}

/** Calls by the token of the resource type. */
export type CallTable = Readonly<Record<string, TypeCalls>>;

/** One call, taken apart. */
export interface ParsedCall {
  /** `ec2:CreateSubnet`. */
  readonly action: string;
  /** Resource types with their service's prefix, `ec2:subnet`. */
  readonly resources: readonly string[];
}

/** Takes a call apart. */
export function parseCall(call: Call): ParsedCall {
  const [action = "", ...resources] = call.split(" ");
  const service = action.split(":")[0] ?? "";
  return {
    action,
    resources: resources.map((resource) => (resource.includes(":") ? resource : `${service}:${resource}`)),
  };
}

/** The calls that create a service-linked role when the account has none yet. */
export function serviceLinkedRole(service: string): Call {
  return `iam:CreateServiceLinkedRole service-linked:${service}`;
}

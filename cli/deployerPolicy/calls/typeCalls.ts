/** The AWS calls of a resource type or function of Pulumi's AWS provider, as IAM names them. */

/**
 * An action and its resource types, with the names of the service authorization reference: `ec2:CreateSubnet subnet vpc`.
 * Types of another service have its prefix, as in `cognito-idp:userpool`. An action without types supports no
 * resource-level permissions, and is allowed on `*`.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export type Call = string;

/** The calls of the AWS provider over the life of a resource. */
export interface TypeCalls {
  readonly create: readonly Call[];
  readonly read: readonly Call[];
  readonly update: readonly Call[];
  readonly delete: readonly Call[];
}

/** Calls by the token of the resource type. */
export type CallTable = Readonly<Record<string, TypeCalls>>;

/** A parsed call. */
export interface ParsedCall {
  /** Such as `ec2:CreateSubnet`. */
  readonly action: string;
  /** Resource types with their service's prefix, such as `ec2:subnet`. */
  readonly resources: readonly string[];
}

/** Parses a call. */
export function parseCall(call: Call): ParsedCall {
  const [action = "", ...resources] = call.split(" ");
  const service = action.split(":")[0] ?? "";
  return {
    action,
    resources: resources.map((resource) => (resource.includes(":") ? resource : `${service}:${resource}`)),
  };
}

/** Returns the call that creates a service-linked role if the account lacks it. */
export function serviceLinkedRole(service: string): Call {
  return `iam:CreateServiceLinkedRole service-linked:${service}`;
}

/** Calls with which Secrets Manager and S3 use a customer managed key for their caller. */
export const ENCRYPTING: readonly Call[] = [
  "kms:Decrypt encryption-key",
  "kms:Encrypt encryption-key",
  "kms:GenerateDataKey encryption-key",
];

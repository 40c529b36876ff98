import type { Field } from "../../values/field";
import type { Reader } from "../reader";
import { type ResourceType, resourceTypes as t } from "../resourceTypes";

/** A function that a behavior runs: a CloudFront function, or a version of a Lambda function. */
export interface EdgeFunction {
  /** Such as `viewer-request`. */
  readonly event: Field<string>;
  /** Its ARN; that of a Lambda function without the version. */
  readonly function: Field<string>;
  /** The types of resources that it can be. */
  readonly types: readonly ResourceType[];
}

/** The arguments of a behavior that associate functions. */
interface Associations {
  readonly functionAssociations?: { readonly eventType: string; readonly functionArn: string }[];
  readonly lambdaFunctionAssociations?: { readonly eventType: string; readonly lambdaArn: string }[];
}

/**
 * Reads the functions that a behavior runs. An unknown list is one unknown function of an unknown event.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions.html
 */
export function readEdgeFunctions(args: Reader<Associations>): EdgeFunction[] {
  const functions = args.at("functionAssociations").items();
  const lambdas = args.at("lambdaFunctionAssociations").items();
  return [
    ...(functions.state === "known"
      ? functions.value.map((each) => ({
          event: each.at("eventType").string(),
          function: each.at("functionArn").string(),
          types: [t.edgeFunction],
        }))
      : unknownOf(functions, t.edgeFunction)),
    ...(lambdas.state === "known"
      ? lambdas.value.map((each) => ({
          event: each.at("eventType").string(),
          function: withoutVersion(each.at("lambdaArn").string()),
          types: [t.function],
        }))
      : unknownOf(lambdas, t.function)),
  ];
}

function unknownOf(list: Field<unknown>, type: ResourceType): EdgeFunction[] {
  return list.state === "unknown" ? [{ event: list, function: list, types: [type] }] : [];
}

/** Lambda@Edge runs a version, whose ARN is the function's and a number. */
function withoutVersion(arn: Field<string>): Field<string> {
  return arn.state === "known"
    ? { ...arn, value: arn.value.replace(/(:function:[\w-]+):[\w$-]+$/, "$1") }
    : arn;
}

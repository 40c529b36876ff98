/** Refuses requests that violate AWS's models, with the service's error code. */

import type { ResourceType } from "../model/resourceType";
import { api, guide } from "../model/sources";
import { Refusal, type RefusedCall } from "../refusal";
import type { Properties } from "../values";
import { checkRequest, type Violation } from "./checkRequest";
import { codeOf } from "./errors";
import { requests } from "./requests";
import { inResource } from "./shape";

/** Throws AWS's refusal if a resource's arguments violate a model. */
export function refuseRequest(
  { token, service }: Pick<ResourceType, "token" | "service">,
  operation: string,
  inputs: Properties,
): void {
  const [first] = checkRequest(token, inputs);
  if (first !== undefined) {
    throw refusalOf({ service, operation }, first);
  }
}

/** Makes AWS's answer to a violation. */
export function refusalOf({ service, operation }: RefusedCall, violation: Violation): Refusal {
  const { place, kind, source } = violation;
  const member = place.path.split(".").at(-1) ?? "";
  return new Refusal(
    // The operation that contains the member refuses it.
    { service, operation: inResource(place) ? operation : place.of },
    {
      code: codeOf(service, kind, member),
      status: 400,
      source: `${pageOf(service, violation)}, ${source}`,
    },
    textOf(violation),
  );
}

function textOf({ path, kind, got, allowed }: Violation): string {
  switch (kind) {
    case "required":
      return `Missing \`${path}\`: ${allowed}.`;
    case "exactly one":
      return `${path === "" ? "The arguments conflict" : `\`${path}\` has conflicting members`}. Set ${allowed}.`;
    case "pattern":
      return `\`${path}\` does not match AWS's pattern. Allowed: ${allowed}.`;
    default:
      return `\`${path}\` ${got === undefined ? "is not allowed" : `has ${got}`}. Allowed: ${allowed}.`;
  }
}

const GUIDES: Readonly<Record<string, Parameters<typeof api>[0]>> = {
  acm: "acm",
  autoscaling: "autoscaling",
  cloudfront: "cloudfront",
  cloudwatch: "cloudwatch",
  "cognito-idp": "cognito",
  ec2: "ec2",
  elbv2: "elb",
  iam: "iam",
  kms: "kms",
  logs: "logs",
  route53: "route53",
  s3: "s3",
  secretsmanager: "secretsmanager",
  sns: "sns",
  ssm: "ssm",
  wafv2: "wafv2",
};

/** Returns the page of the operation or CloudFormation type with the constraint. */
function pageOf(service: string, { place }: Violation): string {
  if (inResource(place)) {
    const [, ...names] = place.of.toLowerCase().split("::");
    return guide(`AWSCloudFormation/latest/TemplateReference/aws-resource-${names.join("-")}.html`);
  }
  const model = requests.find((one) => one.service === service)?.model ?? "";
  return api(GUIDES[model] ?? "ec2", place.of);
}

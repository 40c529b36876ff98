/** Refuses what AWS's models do not allow, with the service's code. */

import type { ResourceType } from "../model/resourceType";
import { api, guide } from "../model/sources";
import { Refusal, type RefusedCall } from "../refusal";
import type { Properties } from "../values";
import { checkRequest, type Violation } from "./checkRequest";
import { codeOf } from "./errors";
import { requests } from "./requests";
import { inResource } from "./shape";

/** Throws AWS's refusal of a resource's arguments if a model does not allow them. */
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

/** AWS's answer to a violation. */
export function refusalOf({ service, operation }: RefusedCall, violation: Violation): Refusal {
  const { place, kind, source } = violation;
  const member = place.path.split(".").at(-1) ?? "";
  return new Refusal(
    // What another operation carries is refused by that one.
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
      return `${path === "" ? "The arguments have" : `\`${path}\` has`} more than one of these: give ${allowed}.`;
    case "pattern":
      return `\`${path}\` has characters or a form that AWS refuses. Allowed: ${allowed}.`;
    default:
      return `\`${path}\` is ${got ?? "not allowed"}. Allowed: ${allowed}.`;
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

/** The page of the operation, or of CloudFormation's type, that a violation is about. */
function pageOf(service: string, { place }: Violation): string {
  if (inResource(place)) {
    const [, ...names] = place.of.toLowerCase().split("::");
    return guide(`AWSCloudFormation/latest/TemplateReference/aws-resource-${names.join("-")}.html`);
  }
  const model = requests.find((one) => one.service === service)?.model ?? "";
  return api(GUIDES[model] ?? "ec2", place.of);
}

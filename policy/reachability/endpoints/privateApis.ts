import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { is } from "../../values/field";
import type { Document } from "../../values/policyDocuments";

/**
 * Finds the REST APIs that answer through VPC endpoints alone, and none of whose policies lets those of every account call
 * them. A policy that is unknown in preview is judged by the update.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
 */
export function privateApis(model: StackModel): ReadonlySet<string> {
  const candidates = model.restApis.filter(({ endpointType }) => is(endpointType, "PRIVATE"));
  const opened = new Set(
    candidates.length === 0
      ? []
      : model.restApiPolicies
          .filter(({ policy }) => admitsEveryAccount(policy))
          .flatMap(({ urn, api }) => urnsOf(model.links.to(urn, api, t.restApi))),
  );
  return new Set(
    candidates
      .filter(({ urn, policies }) => !opened.has(urn) && !policies.some(admitsEveryAccount))
      .map(({ urn }) => urn),
  );
}

/** The keys of conditions by which a policy admits networks or accounts of its own. */
const narrowing = /^aws:(?:sourcevpc|sourcevpce|principalaccount|principalorgid|principalorgpaths)$/;

/** Returns whether a policy admits everybody and has no condition on networks or accounts, in a statement or a denial. */
function admitsEveryAccount(policy: Document): boolean {
  if (policy.state !== "known") {
    return policy.state === "unknown" && policy.field.reason === "shape";
  }
  const { statements } = policy;
  const isNarrow = statements.some(({ conditions }) => conditions.some(({ key }) => narrowing.test(key)));
  return (
    !isNarrow &&
    statements.some(
      ({ allows, namedPrincipals }) => allows && namedPrincipals.some(({ kind }) => kind === "*"),
    )
  );
}

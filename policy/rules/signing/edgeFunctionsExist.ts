import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { urnOfStack } from "../../stack/stackUrn";
import { matchesName } from "../../values/namePatterns";
import type { Rule } from "../rule";

/** Every pattern of the option edgeFunctions matches a function. */
export const edgeFunctionsExist: Rule = {
  name: "edge-functions-exist",
  displayName: "Edge functions exist",
  description:
    "Every pattern of the option edgeFunctions matches a function of the stack, or one that a behavior runs.",
  rationale:
    "A declaration of a function that was removed or renamed would wait for the next function that has its name.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["configuration", "edge functions"],
  remediationSteps:
    "Correct the pattern, or remove the declaration. It is compared with the whole URN of a function of the stack, or " +
    "with the ARN of another one; * matches any characters.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions.html",
  scope: "signing-and-tiers",
  types: "all",
  options: ["edgeFunctions"],
  onUnknown: "deny",
  check: (model, { edgeFunctions }) => {
    if (edgeFunctions.length === 0) {
      return [];
    }
    const names = [...functionsOf(model)];
    return edgeFunctions.flatMap(({ function: pattern }, at) =>
      names.some((name) => matchesName(pattern, name))
        ? []
        : [
            {
              urn: urnOfStack(model),
              path: `edgeFunctions[${at}].function`,
              why: `${pattern} matches no function of this stack, nor one that a behavior runs`,
              fix: "Correct the pattern, or remove the declaration from the configuration",
            },
          ],
    );
  },
};

/** Returns the URNs of the stack's functions, and the ARNs of others that behaviors run. */
function functionsOf(model: StackModel): Set<string> {
  const own = model.resources.filter(({ urn }) => model.links.isOf(urn, [t.edgeFunction, t.function]));
  const run = model.distributions.flatMap(({ urn, behaviors }) =>
    behaviors.flatMap(({ functions }) =>
      functions.flatMap(({ function: field, types }) => {
        const link = model.links.to(urn, field, ...types);
        return link.state === "outside" ? [link.value] : [];
      }),
    ),
  );
  return new Set([...own.map(({ urn }) => urn), ...run]);
}

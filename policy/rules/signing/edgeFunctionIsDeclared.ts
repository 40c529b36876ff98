import type { Options } from "../../options/options";
import { bucketReads } from "../../reachability/buckets/bucketReads";
import {
  type Behavior,
  type Distribution,
  nameOf,
  requiresSignature,
} from "../../resources/cloudfront/distributions";
import type { EdgeFunction } from "../../resources/cloudfront/edgeFunctions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { matchesName } from "../../values/namePatterns";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Functions on requests to public behaviors are declared, where there is signed content. */
export const edgeFunctionIsDeclared: Rule = {
  name: "edge-function-is-declared",
  displayName: "Edge function is declared",
  description:
    "In a distribution that can reach signed content, a function on requests to a behavior without key groups is declared in edgeFunctions.",
  rationale:
    "Such a function can rewrite the path, or send the request to another origin, after CloudFront has chosen a behavior " +
    "that asks for no signature. Functions on responses cannot, and a signed behavior has a signature for whatever its " +
    "function makes of the request; but a function there can exchange one signed object for another.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls", "edge functions"],
  remediationSteps:
    "Move the function to viewer-response or origin-response, or to a distribution without signed content. If it has to " +
    "stay, read its code and list its URN or ARN in the option edgeFunctions, with the reason why it cannot reach signed " +
    "content.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html",
  scope: "signing-and-tiers",
  types: [t.distribution, t.edgeFunction, t.function],
  options: ["edgeFunctions"],
  onUnknown: "deny",
  check: (model, options) =>
    distributionsWithSignedContent(model).flatMap((distribution) =>
      distribution.behaviors
        .filter((behavior) => known(requiresSignature(behavior)) !== true)
        .flatMap((behavior) => findingsIn(model, distribution, behavior, options)),
    ),
};

/** Returns distributions with a signed behavior, and those that read the bucket of a signed one. */
function distributionsWithSignedContent(model: StackModel): Distribution[] {
  const reads = bucketReads(model).filter(({ isCertain }) => isCertain);
  const ofSigned = new Set(
    reads.filter(({ signed }) => known(signed) === true).flatMap(({ buckets }) => buckets),
  );
  const sharing = new Set(
    reads
      .filter(({ buckets }) => buckets.some((bucket) => ofSigned.has(bucket)))
      .map(({ distribution }) => distribution),
  );
  return model.distributions.filter(
    (each) =>
      sharing.has(each) || each.behaviors.some((behavior) => known(requiresSignature(behavior)) !== false),
  );
}

function findingsIn(
  model: StackModel,
  { urn }: Distribution,
  behavior: Behavior,
  { edgeFunctions }: Options,
): Finding[] {
  return behavior.functions.filter(runsOnRequests).flatMap(({ event, function: field, types }): Finding[] => {
    const name = nameOf(behavior);
    if (event.state === "unknown") {
      return [unknownFinding(urn, event, `a function may change requests to ${name}`)];
    }
    const link = model.links.to(urn, field, ...types);
    const names = link.state === "outside" ? [link.value] : urnsOf(link);
    const undeclared = names.filter(
      (each) => !edgeFunctions.some(({ function: pattern }) => matchesName(pattern, each)),
    );
    const which = link.state === "inside" ? undeclared.join(" or ") : "this function";
    const why = `${which} runs on requests to ${name}, and can send them to signed content`;
    const fix =
      "Declare the function in the option edgeFunctions with a reason, or remove it from this behavior";
    return names.length > 0 && undeclared.length === 0 ? [] : [{ urn, path: field.path, why, fix }];
  });
}

/** Responses come too late to change where a request goes. */
function runsOnRequests({ event }: EdgeFunction): boolean {
  return !/-response$/.test(known(event) ?? "");
}

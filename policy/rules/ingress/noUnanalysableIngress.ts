import type { Options } from "../../options/options";
import { ProtectedPlace } from "../../reachability/endpoints/protectedPlace";
import { unfollowedSender } from "../../reachability/endpoints/unfollowedSenders";
import { connectionsOf, pathsFrom, pathText } from "../../reachability/ingressPaths";
import { reachedSigned } from "../../reachability/signedOrigins";
import { classOfResource } from "../../resources/classification/createdTypes";
import { placementIn } from "../../resources/classification/placement";
import type { TypeClass } from "../../resources/classification/typeClass";
import type { RawResource } from "../../resources/rawResource";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { matchesName } from "../../values/namePatterns";
import { parseRanges } from "../../values/ranges";
import type { Finding, Rule } from "../rule";
import { protectedOrigins } from "./protectedOrigins";

/** Resources that may open a way to what is protected, and that the pack cannot follow, are rejected. */
export const noUnanalysableIngress: Rule = {
  name: "no-unanalysable-ingress",
  displayName: "No unanalysable ingress",
  description: "No resource may open a way to a protected origin that the pack cannot follow.",
  rationale:
    "Such a resource, such as a CloudFormation stack or a cluster that the origin admits, may create an ingress path that " +
    "no other rule sees. Resources that have no connection to what is protected are not reported.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["network exposure", "coverage"],
  remediationSteps:
    "Create the resource with the AWS provider, in a separate stack, or where nothing protected admits it. If it opens no " +
    "way to the origin, list its type in the option harmlessTypes, or waive this rule for its URN, with the reason.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/protecting-networks.html",
  scope: "ingress-paths",
  types: "all",
  options: ["protect", "protectedOrigins", "harmlessTypes", "adminCidrs", "cloudFrontPrefixLists"],
  onUnknown: "deny",
  check(model, options) {
    const unfollowed = unfollowedIn(model, options);
    const place =
      unfollowed.length === 0 ? undefined : new ProtectedPlace(model, protectedOrigins(model, options));
    const targets = targetFindings(model, options);
    return place?.exists === true
      ? [
          ...targets,
          ...unfollowed.flatMap(({ resource, how }) => referenceFindings(place, resource, how)),
          ...creatorFindings(unfollowed),
          ...senderFindings(model, options, unfollowed),
        ]
      : targets;
  },
};

interface Unfollowed {
  readonly resource: RawResource;
  readonly how: TypeClass;
}

function unfollowedIn(model: StackModel, { harmlessTypes }: Options): Unfollowed[] {
  const modules = new Set(
    model.resources.flatMap(({ type }) => (type.includes(":tf:") ? (type.split(":", 1)[0] ?? []) : [])),
  );
  return model.resources.flatMap((resource) => {
    const how = classOfResource(resource);
    const isFollowed = how.kind === "none" || how.kind === "modelled";
    // The resources of components, which have no provider, and of Terraform modules are judged themselves.
    const isComponent =
      how.kind === "otherProvider" && (resource.provider === undefined || isModule(resource, modules));
    const isHarmless = harmlessTypes.some((pattern) => matchesName(pattern, resource.type));
    return isFollowed || isComponent || isHarmless ? [] : [{ resource, how }];
  });
}

/** Returns whether a resource is a Terraform module, of whose resources the stack has some. */
function isModule({ type }: RawResource, modules: ReadonlySet<string>): boolean {
  const [owner = "", ...rest] = type.split(":");
  return rest.join(":") === "index:Module" && modules.has(owner);
}

/** Reports types that open ways to what they refer to. */
function referenceFindings(
  place: ProtectedPlace,
  resource: RawResource,
  { kind, reason }: TypeClass,
): Finding[] {
  const { urn, type, props } = resource;
  const isReference = kind === "reference" || kind === "notKnown";
  // The load balancers of an object of Kubernetes are judged by what admits them, and what it names by the name.
  const isCode = kind === "code" || (kind === "sender" && type.startsWith("kubernetes:"));
  const named = isReference ? place.referredToBy(resource) : isCode ? place.openedBy(resource) : undefined;
  if (named === undefined && !(isReference && place.mayBe(urn, placementIn(props)))) {
    return [];
  }
  const target =
    named === undefined ? "may be in the same subnets as a protected origin" : `refers to ${named}`;
  const why = `${reason}, ${target}, and may open a way that the pack cannot follow`;
  const fix = `Remove the reference, or list "${type}" in the option harmlessTypes if it opens no way`;
  return [{ urn, path: "", why, fix }];
}

/** Reports what creates resources that no rule sees: one finding for each package of another provider. */
function creatorFindings(unfollowed: readonly Unfollowed[]): Finding[] {
  const creators = unfollowed.filter(({ how: { kind } }) => kind === "anything" || kind === "otherProvider");
  const byPackage = new Map<string, Unfollowed[]>();
  for (const each of creators) {
    const { type } = each.resource;
    const [owner = ""] = type.split(":");
    const key = each.how.kind === "otherProvider" || type.includes(":tf") ? `${owner}:*` : type;
    byPackage.set(key, [...(byPackage.get(key) ?? []), each]);
  }
  return [...byPackage].flatMap(([pattern, group]) => {
    const isPackage = pattern.endsWith(":*");
    return (isPackage ? group.slice(0, 1) : group).map(({ resource, how }) => {
      const others = isPackage && group.length > 1 ? `, like ${group.length - 1} more of its package` : "";
      const why = `${how.reason}, may open a way to a protected origin that the pack cannot follow${others}`;
      const fix = `Create it with the AWS provider, or list "${pattern}" in the option harmlessTypes if it opens no way`;
      return { urn: resource.urn, path: "", why, fix };
    });
  });
}

/** Reports what accepts requests of its own, where something protected admits it. */
function senderFindings(model: StackModel, options: Options, unfollowed: readonly Unfollowed[]): Finding[] {
  const { network } = connectionsOf(model);
  const points = unfollowed.flatMap(({ resource, how }) =>
    how.kind === "sender" ? (unfollowedSender(model, network, resource, how.reason) ?? []) : [],
  );
  const trusted = { admins: parseRanges(options.adminCidrs), lists: options.cloudFrontPrefixLists };
  const paths = pathsFrom(points, model, [protectedOrigins(model, options)], trusted);
  return paths.map((path) => {
    const { point, reaches } = path;
    const { first, kind, fix } = point;
    const why = `${kind}; ${reaches} admits it, so the internet may reach it: ${pathText(path)}`;
    return { urn: first.urn, path: "", why, fix };
  });
}

/**
 * Reports targets of protected load balancers that cannot be resolved: other ways may lead to them. On the way to public
 * content that is advice.
 */
function targetFindings(model: StackModel, options: Options): Finding[] {
  const isProtected = protectedOrigins(model, options);
  const { forwarding } = connectionsOf(model);
  const found = new Map<string, Finding>();
  for (const { urn: balancer } of model.loadBalancers.filter(({ urn }) => isProtected(urn))) {
    for (const { through } of forwarding.unresolvedFrom(balancer)) {
      const at = through.at(-1);
      if (at !== undefined && model.links.isOf(at.urn, [t.targetAttachment, t.classicAttachment])) {
        const why = `a target of ${balancer} is no resource of this stack that is known in preview, so what else leads to it cannot be checked`;
        const fix = "Register the server by its id, or in this stack";
        const isPublic = options.protect !== "all" && !reachedSigned(model).has(balancer);
        const level = isPublic ? { level: "advisory" as const } : {};
        const key = `${at.urn} ${at.argument}`;
        if (!found.has(key) || !isPublic) {
          found.set(key, { urn: at.urn, path: at.argument, why, fix, ...level });
        }
      }
    }
  }
  return [...found.values()];
}

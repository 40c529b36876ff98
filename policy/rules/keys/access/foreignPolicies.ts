import { awsManagedName } from "../../../resources/access/awsManagedPolicies";
import { resourceTypes as t } from "../../../resources/resourceTypes";
import { urnsOf } from "../../../stack/links";
import type { StackModel } from "../../../stack/stack";
import { known } from "../../../values/field";
import type { Finding } from "../../rule";
import { assumersOf } from "./assumers";

/**
 * Finds policies of the account that are not of this stack, on roles that others than the account's own identities can assume:
 * they may allow the use of the signing key, or of the role that signs. AWS's managed policies are known by their names.
 */
export function foreignPolicies(model: StackModel): Finding[] {
  const { links } = model;
  return model.attachedPolicies.flatMap(({ urn, holder, policyArn }): Finding[] => {
    const link = links.to(urn, policyArn, t.policy);
    const isForeign = link.state === "outside" && awsManagedName(known(policyArn) ?? "") === undefined;
    if (!isForeign && link.state !== "unknown") {
      return [];
    }
    const roles = holder === undefined ? [urn] : urnsOf(links.to(urn, holder, t.role));
    return roles
      .filter((role) => isOpen(model, role))
      .map((role) => ({
        urn,
        path: policyArn.path,
        why: `this policy is not of this stack and may allow the use of the signing key, and others than this account's identities can assume ${role}`,
        fix: "Create the policy in this stack, or trust only this account's services and roles",
        unknown: link.state === "unknown",
      }));
  });
}

/**
 * Returns whether others than the identities of the account can assume a role, or one that can take it over, as far as trust
 * policies are known.
 */
function isOpen(model: StackModel, role: string): boolean {
  const roles = new Set([role]);
  for (const each of roles) {
    const { findings, users } = assumersOf(model, { who: each, urn: each, path: "" });
    if (findings.some(({ unknown = false }) => !unknown)) {
      return true;
    }
    for (const { who } of users.filter((user) => model.links.isOf(user.who, [t.role]))) {
      roles.add(who);
    }
  }
  return false;
}

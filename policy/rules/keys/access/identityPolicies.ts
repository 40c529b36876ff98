import { awsManagedName, awsManagedStatements } from "../../../resources/access/awsManagedPolicies";
import type { Permission } from "../../../resources/access/permissions";
import { resourceTypes as t } from "../../../resources/resourceTypes";
import { urnsOf } from "../../../stack/links";
import type { StackModel } from "../../../stack/stack";
import { type Field, known } from "../../../values/field";
import { coversAction, type Statement } from "../../../values/policyDocuments";
import { resolvePrincipal } from "./accounts";
import { coversTarget, type Target } from "./targets";
import type { User } from "./user";

/** A policy of a role, a user, a group or a permission set. */
export interface IdentityPolicy {
  /** The URN of the identity, or its name if it is outside the stack; the policy's URN if it is attached to nobody. */
  readonly holder: string;
  /** The resource that gives the identity this policy. */
  readonly urn: string;
  readonly path: string;
  /** Undefined while the policy is unknown. */
  readonly statements: readonly Statement[] | undefined;
  /** The resources that an unknown policy is computed from. */
  readonly sources: readonly string[];
}

const identityTypes = [t.role, t.user, t.group, t.permissionSet] as const;
const targetTypes = [t.kmsKey, t.kmsExternalKey, t.kmsReplicaKey, t.secret, t.parameter, t.role] as const;
const found = new WeakMap<StackModel, readonly IdentityPolicy[]>();

/** Returns the policies of all identities of a stack, inline and managed. */
function identityPolicies(model: StackModel): readonly IdentityPolicy[] {
  let policies = found.get(model);
  if (policies === undefined) {
    policies = read(model);
    found.set(model, policies);
  }
  return policies;
}

function read(model: StackModel): IdentityPolicy[] {
  const attached = new Map<string, { holder: string; urn: string; path: string }[]>();
  const fromAws: IdentityPolicy[] = [];
  for (const { urn, holder, policyArn } of model.attachedPolicies) {
    const at = { holder: holderOf(model, urn, holder), urn, path: policyArn.path };
    for (const policy of urnsOf(model.links.to(urn, policyArn, t.policy))) {
      attached.set(policy, [...(attached.get(policy) ?? []), at]);
    }
    const name = awsManagedName(known(policyArn) ?? "");
    if (name !== undefined) {
      fromAws.push({ ...at, statements: awsManagedStatements(name), sources: [] });
    }
  }
  const own = model.permissions.flatMap((permission): IdentityPolicy[] => {
    const { urn, holder } = permission;
    const content = contentOf(model, permission);
    if (content === undefined) {
      return [];
    }
    const isManaged = holder?.state === "absent";
    const places = isManaged
      ? (attached.get(urn) ?? [])
      : [{ holder: holderOf(model, urn, holder), urn, path: content.path }];
    const policies = places.map((place) => ({ ...content, ...place }));
    return policies.length > 0 ? policies : [{ ...content, holder: urn, urn }];
  });
  return [...own, ...fromAws];
}

function contentOf(
  model: StackModel,
  { urn, document }: Permission,
): Pick<IdentityPolicy, "path" | "statements" | "sources"> | undefined {
  switch (document.state) {
    case "absent":
      return undefined;
    case "known":
      return { path: document.path, statements: document.statements, sources: [] };
    case "unknown": {
      const { path } = document.field;
      const sources = model.links.dependenciesOf(urn, path, targetTypes);
      return { path, statements: undefined, sources };
    }
  }
}

/** Returns the identity that an argument names; an unknown one outside the stack is the resource itself. */
function holderOf({ links }: StackModel, urn: string, holder: Field<string> | undefined): string {
  if (holder === undefined) {
    return urn;
  }
  const [identity] = urnsOf(links.to(urn, holder, ...identityTypes));
  return identity ?? known(holder) ?? urn;
}

/** By model and action: several keys ask for the same. */
const mentions = new WeakMap<StackModel, Map<string, readonly IdentityPolicy[]>>();

/** Returns the policies that mention an action, with the statements that do. */
export function mentioning(model: StackModel, action: string): readonly IdentityPolicy[] {
  const byAction = mentions.get(model) ?? new Map<string, readonly IdentityPolicy[]>();
  mentions.set(model, byAction);
  let policies = byAction.get(action);
  if (policies === undefined) {
    policies = identityPolicies(model).flatMap((policy) => {
      const statements = policy.statements?.filter((each) => coversAction(each, action));
      return statements?.length === 0 ? [] : [{ ...policy, statements }];
    });
    byAction.set(action, policies);
  }
  return policies;
}

/**
 * Returns the policies that allow an action on a target. An unknown policy counts if it is computed from the target, as it
 * then names it. What another policy of the same identity denies without conditions does not count.
 */
export function policiesAllowing(model: StackModel, action: string, target: Target): IdentityPolicy[] {
  const policies = mentioning(model, action);
  const denied = new Set(
    policies.flatMap(({ holder, statements = [] }) =>
      statements.some((each) => !each.allows && !each.hasConditions && coversTarget(each, target))
        ? [holder]
        : [],
    ),
  );
  return policies.filter(
    ({ holder, statements, sources }) =>
      !denied.has(holder) &&
      (statements === undefined
        ? sources.includes(target.urn)
        : statements.some((each) => each.allows && coversTarget(each, target))),
  );
}

/** Returns the identity that has a policy, as somebody whom that policy lets do something. */
export function holderAsUser(model: StackModel, { holder, urn, path }: IdentityPolicy): User {
  return { who: holder.startsWith("urn:") ? holder : resolvePrincipal(model, holder), urn, path };
}

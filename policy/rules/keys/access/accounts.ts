import { ownAccount } from "../../../reachability/ownAccount";
import { resourceTypes as t } from "../../../resources/resourceTypes";
import { urnsOf } from "../../../stack/links";
import type { StackModel } from "../../../stack/stack";
import { accountOfRoot } from "../../../values/policyDocuments";

/** Returns the account of a role or a user, by its ARN. */
function accountOfPrincipal(principal: string): string | undefined {
  return /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1];
}

/** Returns whether a principal belongs to another account, as far as both are known. */
export function isForeign(model: StackModel, principal: string): boolean {
  const account = accountOfRoot(principal) ?? accountOfPrincipal(principal);
  const own = ownAccount(model);
  return account !== undefined && own !== undefined && account !== own;
}

/** Returns whether a principal may belong to another account: it names one, and this account's id is not known in preview. */
export function mayBeForeign(model: StackModel, principal: string): boolean {
  const account = accountOfRoot(principal) ?? accountOfPrincipal(principal);
  return account !== undefined && ownAccount(model) === undefined;
}

/** Returns the URN of the role or user of this stack that a principal is, or the principal itself. */
export function resolvePrincipal(model: StackModel, principal: string): string {
  const to = (value: string) =>
    urnsOf(model.links.to("", { state: "known", path: "", value }, t.role, t.user))[0];
  const [, name] = /^arn:[^:]+:iam::\d{12}:(?:role|user)\/(?:.*\/)?([^/]+)$/.exec(principal) ?? [];
  const byName = name === undefined || isForeign(model, principal) ? undefined : to(name);
  return to(principal) ?? byName ?? principal;
}

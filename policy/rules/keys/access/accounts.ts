import { Reader } from "../../../resources/reader";
import { resourceTypes as t } from "../../../resources/resourceTypes";
import { urnsOf } from "../../../stack/links";
import type { StackModel } from "../../../stack/stack";
import { known } from "../../../values/field";
import { accountOfRoot } from "./resourcePolicies";

const accounts = new WeakMap<StackModel, { readonly id: string | undefined }>();

/**
 * Returns the id of the account that the stack is deployed to, by the ARN of one of its resources, or else by the key
 * policies, in which AWS expects the account itself; `undefined` in a preview that knows neither.
 */
export function ownAccount(model: StackModel): string | undefined {
  let found = accounts.get(model);
  if (found === undefined) {
    found = { id: byArn(model) ?? byKeyPolicy(model) };
    accounts.set(model, found);
  }
  return found.id;
}

function byArn({ resources }: StackModel): string | undefined {
  for (const { props } of resources) {
    const arn = known(Reader.over<{ arn?: string }>(props).at("arn").string()) ?? "";
    const [, account] = /^arn:[^:]+:(?!iam:|cloudfront:)[^:]+:[^:]*:(\d{12}):/.exec(arn) ?? [];
    if (account !== undefined) {
      return account;
    }
  }
  return undefined;
}

function byKeyPolicy({ kmsKeys, keyPolicies }: StackModel): string | undefined {
  const statements = [...kmsKeys, ...keyPolicies].flatMap(({ document }) =>
    document.state === "known" ? document.statements.filter(({ allows }) => allows) : [],
  );
  const administering = statements.filter(({ actions }) =>
    actions.some((action) => /^kms:(?:\*|put)/i.test(action)),
  );
  const ids = administering.flatMap(({ principals }) =>
    principals.flatMap((each) => accountOfRoot(each) ?? []),
  );
  const distinct = [...new Set(ids)];
  return distinct.length === 1 ? distinct[0] : undefined;
}

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

/** Returns the URN of the role or user of this stack that a principal is, or the principal itself. */
export function resolvePrincipal(model: StackModel, principal: string): string {
  const to = (value: string) =>
    urnsOf(model.links.to("", { state: "known", path: "", value }, t.role, t.user))[0];
  const [, name] = /^arn:[^:]+:iam::\d{12}:(?:role|user)\/(?:.*\/)?([^/]+)$/.exec(principal) ?? [];
  const byName = name === undefined || isForeign(model, principal) ? undefined : to(name);
  return to(principal) ?? byName ?? principal;
}

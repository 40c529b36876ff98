import {
  accountOfRoot,
  type Condition,
  coversAction,
  matchesIam,
  type Principal,
  type Statement,
} from "../../../values/policyDocuments";

/** Who a resource's policy, or the trust policy of a role, lets perform an action. */
export interface Allowed {
  readonly isAnyone: boolean;
  /** The ids of the accounts that it delegates to. */
  readonly accounts: readonly string[];
  /** ARNs of roles and users, and names of services. */
  readonly principals: readonly string[];
}

/**
 * Evaluates a policy for an action: what it allows, narrowed by conditions on the principal, less what it denies.
 *
 * @param ignores whether a statement does not allow the action for a reason of its own
 */
export function allowedBy(
  statements: readonly Statement[],
  action: string,
  ignores: (statement: Statement) => boolean = () => false,
): Allowed {
  const covering = statements.filter((each) => coversAction(each, action));
  const granted = covering.filter((each) => each.allows && !ignores(each)).map(grantedBy);
  const allowed = {
    isAnyone: granted.some(({ isAnyone }) => isAnyone),
    accounts: [...new Set(granted.flatMap(({ accounts }) => accounts))],
    principals: [...new Set(granted.flatMap(({ principals }) => principals))],
  };
  return covering.filter(({ allows }) => !allows).reduce(without, allowed);
}

const nobody: Allowed = { isAnyone: false, accounts: [], principals: [] };

function grantedBy({ namedPrincipals, exceptPrincipals, conditions }: Statement): Allowed {
  if (exceptPrincipals.length > 0) {
    return { ...nobody, isAnyone: true };
  }
  const parts = namedPrincipals.map(({ kind, value }) => {
    const account = kind === "AWS" ? accountOfRoot(value) : undefined;
    if (kind === "*" || account !== undefined) {
      return narrowed(conditions, account);
    }
    // Federated principals are judged by themselves.
    return kind === "Federated" ? nobody : { ...nobody, principals: [value] };
  });
  return {
    isAnyone: parts.some(({ isAnyone }) => isAnyone),
    accounts: parts.flatMap(({ accounts }) => accounts),
    principals: parts.flatMap(({ principals }) => principals),
  };
}

/** Applies the conditions that name principals or accounts to a statement for everyone or for an account. */
function narrowed(conditions: readonly Condition[], account: string | undefined): Allowed {
  const arns = conditions.find(
    ({ operator, key }) => key === "aws:principalarn" && /^(?:arn|string)(?:equals|like)$/.test(operator),
  );
  const exact = arns?.values.filter((value) => !/[*?]/.test(value)) ?? [];
  if (arns !== undefined && exact.length === arns.values.length) {
    return { ...nobody, principals: exact };
  }
  const patterns = arns?.values.map((value) => /^arn:[^:*?]+:(?:iam|sts)::(\d{12}):/.exec(value)?.[1]) ?? [];
  if (arns !== undefined && patterns.every((each) => each !== undefined)) {
    return { ...nobody, accounts: patterns };
  }
  if (account !== undefined) {
    return { ...nobody, accounts: [account] };
  }
  const accounts = conditions.find(
    ({ operator, key }) =>
      ["aws:principalaccount", "kms:calleraccount", "aws:sourceaccount"].includes(key) &&
      /^string(?:equals|like)$/.test(operator),
  );
  const isNarrowed = accounts?.values.every((value) => /^\d{12}$/.test(value)) === true;
  return isNarrowed ? { ...nobody, accounts: accounts.values } : { ...nobody, isAnyone: true };
}

/** Removes what a statement denies: everyone except some principals, or some principals. */
function without(allowed: Allowed, { namedPrincipals, exceptPrincipals, conditions }: Statement): Allowed {
  if (exceptPrincipals.length > 0) {
    return conditions.length === 0
      ? onlyOf(
          allowed,
          exceptPrincipals.map(({ value }) => value),
        )
      : allowed;
  }
  const [only, ...others] = conditions;
  if (only === undefined) {
    return namedPrincipals.some(({ kind }) => kind === "*") ? nobody : lessThan(allowed, namedPrincipals);
  }
  const isException =
    others.length === 0 &&
    only.key === "aws:principalarn" &&
    /^(?:arn|string)not(?:equals|like)(?:ifexists)?$/.test(only.operator) &&
    namedPrincipals.some(({ kind }) => kind === "*");
  return isException ? onlyOf(allowed, only.values) : allowed;
}

function onlyOf({ isAnyone, accounts, principals }: Allowed, exceptions: readonly string[]): Allowed {
  const roles = exceptions.filter((value) => accountOfRoot(value) === undefined);
  const isWide = isAnyone || accounts.length > 0;
  const isExcepted = (principal: string) => roles.some((pattern) => matchesIam(pattern, principal));
  return {
    isAnyone: isAnyone && roles.includes("*"),
    accounts: [],
    principals: isWide
      ? [...new Set([...principals.filter(isExcepted), ...roles])]
      : principals.filter(isExcepted),
  };
}

function lessThan({ isAnyone, accounts, principals }: Allowed, denied: readonly Principal[]): Allowed {
  const values = denied.map(({ value }) => value);
  const ids = values.map(accountOfRoot);
  return {
    isAnyone,
    accounts: accounts.filter((account) => !ids.includes(account)),
    principals: principals.filter((principal) => !values.includes(principal)),
  };
}

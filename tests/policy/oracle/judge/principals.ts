/** Asks for each principal from outside whether it can sign with the key, itself or through roles that it assumes. */
import type { Access, Allowance, Principal, Role } from "../world/access";
import type { Assumption } from "./scene";

/** Who signs, and the roles that it assumes on the way. */
export interface PrincipalWitness {
  readonly from: string;
  readonly roles: readonly string[];
  readonly action: string;
}

/** Actions that sign, or that let their caller sign. */
const powers = ["kms:Sign", "kms:PutKeyPolicy", "kms:CreateGrant"];
const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

/** Tells whether an action pattern of IAM, in which `*` is any text, covers an action. */
export function covers(pattern: string, action: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i").test(action);
}

/** Returns a principal from outside the account that can sign. */
export function principalWitness(access: Access, assumption: Assumption): PrincipalWitness | undefined {
  for (const action of powers) {
    const statement = access.statements.find(
      ({ principal, actions }) => isOutside(principal) && actions.some((each) => covers(each, action)),
    );
    if (statement !== undefined) {
      return { from: textOf(statement.principal), roles: [], action };
    }
  }
  const ways = controlled(access, assumption);
  for (const role of access.roles) {
    const way = ways.get(role.name);
    const action = way && powers.find((each) => maySign(access, role, each, assumption));
    if (way !== undefined && action !== undefined) {
      return { ...way, action };
    }
  }
  return undefined;
}

/** Tells whether a witness holds: each role lets in the one before, the first somebody from outside, and the last may sign. */
export function replaysPrincipal(access: Access, { from, roles, action }: PrincipalWitness): boolean {
  const way = roles.map((name) => access.roles.find((role) => role.name === name));
  const [first] = way;
  if (first === undefined) {
    return (
      roles.length === 0 &&
      access.statements.some(
        ({ principal, actions }) =>
          isOutside(principal) && textOf(principal) === from && actions.some((each) => covers(each, action)),
      )
    );
  }
  const isFollowed = way.every((role, at) => {
    const before = way[at - 1];
    return role !== undefined && (at === 0 || (before !== undefined && mayBecome(before, role, "closed")));
  });
  const last = way.at(-1);
  return (
    powers.includes(action) &&
    isOutside(first.trusts) &&
    textOf(first.trusts) === from &&
    isFollowed &&
    last !== undefined &&
    maySign(access, last, action, "closed")
  );
}

/**
 * Lists the roles of the account that may sign, that an IAM policy allows to, or that may rewrite the trust policy of another
 * role, though they are not meant to sign.
 */
export function unexpectedSigners(access: Access): string[] {
  const { roles } = access;
  return roles
    .filter(
      (role) =>
        role.signs !== true &&
        (powers.some(
          (action) => maySign(access, role, action, "open") || allows(role, action, "key", "open"),
        ) ||
          roles.some(({ name }) => allows(role, "iam:UpdateAssumeRolePolicy", name, "open"))),
    )
    .map(({ name }) => name);
}

/** Tells whether an IAM policy lets a role sign with any key that leaves it to IAM policies, or rewrite its policy. */
export function signsWithEveryKey({ policies, attached }: Role): boolean {
  return (
    attached.includes(administrator) ||
    policies.some(
      ({ allows: { on, actions } }) =>
        on === "everything" && powers.some((action) => actions.some((each) => covers(each, action))),
    )
  );
}

/** Tells whether the key's policy lets IAM policies of the account allow signing. */
export function isLeftToTheAccount({ statements }: Access): boolean {
  return (
    statements.length === 0 ||
    statements.some(
      ({ principal, actions }) =>
        typeof principal === "object" &&
        "account" in principal &&
        actions.some((each) => covers(each, "kms:Sign")),
    )
  );
}

/** Tells whether somebody outside the account is meant; of repositories, any that the attacker can create. */
function isOutside(principal: Principal): boolean {
  if (principal === "everybody") {
    return true;
  }
  if ("repositories" in principal) {
    // The attacker chooses the names of organisation and repository, unless that of the organisation is spelled out.
    return !/^repo:[^*?/]+\//.test(principal.repositories);
  }
  return "account" in principal && principal.account !== "own";
}

function textOf(principal: Principal): string {
  if (principal === "everybody") {
    return "any AWS account";
  }
  return "repositories" in principal ? "the attacker's repository" : JSON.stringify(principal);
}

/**
 * Returns the roles that somebody outside ends up with. Within an account, a trust policy that names a role suffices; one that
 * names the account leaves it to the IAM policies of who assumes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
function controlled(
  { roles }: Access,
  assumption: Assumption,
): Map<string, Pick<PrincipalWitness, "from" | "roles">> {
  const found = new Map<string, Pick<PrincipalWitness, "from" | "roles">>();
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const role of roles.filter(({ name }) => !found.has(name))) {
      const { trusts } = role;
      const before = roles.find((each) => found.has(each.name) && mayBecome(each, role, assumption));
      const way = before && found.get(before.name);
      if (isOutside(trusts)) {
        found.set(role.name, { from: textOf(trusts), roles: [role.name] });
      } else if (way !== undefined) {
        found.set(role.name, { from: way.from, roles: [...way.roles, role.name] });
      }
    }
  }
  return found;
}

/** Tells whether whoever has one role can get another: by its trust policy, or by rewriting that policy. */
function mayBecome(one: Role, other: Role, assumption: Assumption): boolean {
  const { trusts } = other;
  const isTrusted = typeof trusts === "object" && "role" in trusts && trusts.role === one.name;
  const isOfAccount = typeof trusts === "object" && "account" in trusts && trusts.account === "own";
  return (
    isTrusted ||
    (isOfAccount && allows(one, "sts:AssumeRole", other.name, assumption)) ||
    allows(one, "iam:UpdateAssumeRolePolicy", other.name, assumption)
  );
}

/**
 * Tells whether a role may call an action on the key: the key's policy names it, or names the account and IAM policies allow.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
function maySign({ statements }: Access, role: Role, action: string, assumption: Assumption): boolean {
  const isAllowed = allows(role, action, "key", assumption);
  if (statements.length === 0) {
    return isAllowed;
  }
  return statements
    .filter(({ actions }) => actions.some((each) => covers(each, action)))
    .some(({ principal }) => {
      if (principal === "everybody") {
        return true;
      }
      return "role" in principal
        ? principal.role === role.name
        : "account" in principal && principal.account === "own" && isAllowed;
    });
}

function allows({ policies, attached }: Role, action: string, on: string, assumption: Assumption): boolean {
  const isMeant = ({ on: resource }: Allowance): boolean =>
    resource === "everything" || (typeof resource === "object" ? resource.role === on : resource === on);
  return (
    policies.some(
      ({ allows: each }) => isMeant(each) && each.actions.some((pattern) => covers(pattern, action)),
    ) ||
    attached.includes(administrator) ||
    (assumption === "open" && attached.some((arn) => !arn.startsWith("arn:aws:iam::aws:")))
  );
}

import type { Role } from "../../../resources/access/roles";
import type { StackModel } from "../../../stack/stack";
import { coversAction, type Statement } from "../../../values/policyDocuments";
import { unknownFinding } from "../../findings";
import type { Finding } from "../../rule";
import { isForeign, ownAccount, resolvePrincipal } from "./accounts";
import { federationProblem } from "./federation";
import { policiesAllowing } from "./identityPolicies";
import type { Access, User } from "./keyUsers";
import { allowedBy } from "./resourcePolicies";
import { targetOf } from "./targets";

const assuming = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
const fix = "Trust only the service, or the one role, that signs";

/**
 * Follows a principal that can use a key to those who can become it, by the trust policies of roles. A role that a service
 * assumes acts for itself; a role that only other roles assume acts for them.
 */
export function assumersOf(model: StackModel, user: User, seen: ReadonlySet<string> = new Set()): Access {
  const role = model.roles.find(({ urn }) => urn === user.who);
  if (role === undefined || seen.has(role.urn)) {
    return { users: [user], findings: [] };
  }
  const { urn, trust } = role;
  if (trust.state !== "known") {
    const risk = "others may be able to assume the role that can use the signing key";
    return {
      users: [user],
      findings: trust.state === "unknown" ? [unknownFinding(urn, trust.field, risk)] : [],
    };
  }
  const statements = trust.statements.filter((each) => assuming.some((action) => coversAction(each, action)));
  const { principals, accounts, isAnyone } = allowedBy(statements, "sts:AssumeRole");
  const services = principals.filter(isService);
  const direct = principals.filter((each) => !isService(each)).map((each) => resolvePrincipal(model, each));
  const byPolicy = accounts.some((account) => !isForeign(model, account)) ? withPermission(model, role) : [];
  const others = [...direct.map((who) => ({ who, urn, path: trust.path })), ...byPolicy].filter(
    ({ who }) => who !== urn,
  );
  const further = others.map((other) => assumersOf(model, other, new Set([...seen, urn])));
  const federated = federatedOf(statements);
  const actsForItself = services.length > 0 || federated.length > 0 || others.length === 0;
  return {
    users: [...(actsForItself ? [user] : []), ...further.flatMap(({ users }) => users)],
    findings: [
      ...findingsOn(model, role, trust.path, { isAnyone, accounts, principals }),
      ...federated.flatMap(({ provider, statement }): Finding[] => {
        const why = federationProblem(provider, statement);
        return why === undefined
          ? []
          : [{ urn, path: trust.path, why: `${why}, which can use the signing key`, fix }];
      }),
      ...further.flatMap(({ findings }) => findings),
    ],
  };
}

function findingsOn(
  model: StackModel,
  { urn }: Role,
  path: string,
  { isAnyone, accounts, principals }: ReturnType<typeof allowedBy>,
): Finding[] {
  if (isAnyone) {
    return [{ urn, path, why: "anyone can assume the role that can use the signing key", fix }];
  }
  if ([...accounts, ...principals].some((each) => isForeign(model, each))) {
    return [{ urn, path, why: "another account can assume the role that can use the signing key", fix }];
  }
  if (accounts.length > 0 && ownAccount(model) === undefined) {
    const why =
      "another account may be able to assume the role that can use the signing key, since this account's id is not known " +
      "in preview";
    return [{ urn, path, why, fix, unknown: true }];
  }
  return [];
}

/** Returns the identities of the stack whose own policies let them assume a role that trusts the whole account. */
function withPermission(model: StackModel, { urn: role }: Role): User[] {
  return policiesAllowing(model, "sts:AssumeRole", targetOf(model, role)).map(({ holder, urn, path }) => ({
    who: holder.startsWith("urn:") ? holder : resolvePrincipal(model, holder),
    urn,
    path,
  }));
}

function federatedOf(statements: readonly Statement[]): { provider: string; statement: Statement }[] {
  return statements
    .filter(({ allows }) => allows)
    .flatMap((statement) =>
      statement.namedPrincipals
        .filter(({ kind }) => kind === "Federated")
        .map(({ value: provider }) => ({ provider, statement })),
    );
}

/** Returns whether a principal is a service of AWS, such as `ec2.amazonaws.com`. */
function isService(principal: string): boolean {
  return /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(principal);
}

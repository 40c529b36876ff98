import type { Role } from "../../../resources/access/roles";
import { resourceTypes as t } from "../../../resources/resourceTypes";
import type { StackModel } from "../../../stack/stack";
import { coversAction, type Statement } from "../../../values/policyDocuments";
import { unknownFinding } from "../../findings";
import type { Finding } from "../../rule";
import { isForeign, mayBeForeign, resolvePrincipal } from "./accounts";
import { federationProblem } from "./federation";
import { holderAsUser, policiesAllowing } from "./identityPolicies";
import { allowedBy } from "./resourcePolicies";
import { selfAdministrators, takeovers } from "./takeovers";
import { targetOf } from "./targets";
import type { Access, User } from "./user";
import { hasWorkload } from "./workloads";

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
  const chain = new Set([...seen, urn]);
  if (trust.state === "absent") {
    return { users: [user], findings: [] };
  }
  if (trust.state === "unknown") {
    const { field } = trust;
    // The trust policy names the roles and users that it is computed from, and the service for which the role has a use.
    const named = model.links.dependenciesOf(urn, field.path, [t.role, t.user]).filter((who) => who !== urn);
    const further = named.map((who) => assumersOf(model, { who, urn, path: field.path }, chain));
    const actsForItself = named.length === 0 || hasWorkload(model, urn);
    const risk = "others may be able to assume the role that can use the signing key";
    return {
      users: [
        ...(actsForItself ? [user] : []),
        ...takeovers(model, urn, undefined),
        ...further.flatMap(({ users }) => users),
      ],
      findings: [unknownFinding(urn, field, risk), ...further.flatMap(({ findings }) => findings)],
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
  const further = others.map((other) => assumersOf(model, other, chain));
  const federated = federatedOf(statements);
  const actsForItself = services.length > 0 || federated.length > 0 || others.length === 0;
  return {
    users: [
      ...(actsForItself ? [user] : []),
      ...takeovers(model, urn, services),
      ...further.flatMap(({ users }) => users),
    ],
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
  const outside = principals.filter((each) => !resolvePrincipal(model, each).startsWith("urn:"));
  if ([...accounts, ...outside].some((each) => mayBeForeign(model, each))) {
    const why =
      "another account may be able to assume the role that can use the signing key, since this account's id is not known " +
      "in preview";
    return [{ urn, path, why, fix }];
  }
  return [];
}

/** Returns the identities of the stack whose own policies let them assume a role that trusts the whole account. */
function withPermission(model: StackModel, { urn: role }: Role): User[] {
  const permitted = policiesAllowing(model, "sts:AssumeRole", targetOf(model, role));
  return [...permitted.map((policy) => holderAsUser(model, policy)), ...selfAdministrators(model)];
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

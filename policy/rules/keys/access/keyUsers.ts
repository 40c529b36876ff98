import type { ResourcePolicy } from "../../../resources/access/resourcePolicy";
import { resourceTypes as t } from "../../../resources/resourceTypes";
import { urnsOf } from "../../../stack/links";
import type { StackModel } from "../../../stack/stack";
import { is, known } from "../../../values/field";
import type { Document, Statement } from "../../../values/policyDocuments";
import { unknownFinding } from "../../findings";
import type { Finding } from "../../rule";
import { isForeign, mayBeForeign, resolvePrincipal } from "./accounts";
import { holderAsUser, policiesAllowing } from "./identityPolicies";
import { allowedBy } from "./resourcePolicies";
import { selfAdministrators } from "./takeovers";
import { parentsOf, type Target, targetOf } from "./targets";
import type { Access, User } from "./user";

const kmsTypes = [t.kmsKey, t.kmsExternalKey, t.kmsReplicaKey, t.kmsReplicaExternalKey] as const;
const own = "Allow one role to use it, and the account to administer it without that permission";

/** Returns who can use a key in KMS, by its policy, its grants, and the IAM policies that the key policy lets decide. */
export function usersOfKmsKey(model: StackModel, key: string): Access {
  const { links, kmsKeys, keyPolicies } = model;
  const separate = keyPolicies.filter(({ urn, of }) => urnsOf(links.to(urn, of, ...kmsTypes)).includes(key));
  const record = kmsKeys.find(({ urn }) => urn === key);
  const inline = record === undefined || record.document.state === "absent" ? [] : [record];
  // A separate key policy replaces the inline one.
  const documents: readonly Documented[] = separate.length > 0 ? separate : inline;
  if (documents.length === 0) {
    const why = "AWS's default key policy lets any IAM policy of the account allow signing";
    return { users: [], findings: [{ urn: key, path: "policy", why, fix: own }] };
  }
  const target = targetOf(model, key);
  const { isMultiRegion } = record ?? {};
  const replicates = isMultiRegion?.state === "unknown" || (isMultiRegion && known(isMultiRegion)) === true;
  // Who creates grants, writes the policy or creates replicas, whose policy is new, can let itself sign.
  const rights = ["kms:CreateGrant", "kms:PutKeyPolicy", ...(replicates ? ["kms:ReplicateKey"] : [])];
  const parts = documents.flatMap((document) => [
    usersByPolicy(model, document, "kms:Sign", target, "delegated"),
    ...rights.map((right) => usersByPolicy(model, document, right, target, "delegated")),
  ]);
  return merged([...parts, usersByGrants(model, key)]);
}

/** Returns who can read a secret or a parameter, by its policy and by IAM policies. */
export function usersOfSecret(model: StackModel, target: Target): Access {
  const { links, secrets, secretPolicies } = model;
  const documents = [
    ...secrets.filter(({ urn }) => urn === target.urn),
    ...secretPolicies.filter(
      ({ urn, of }) => urnsOf(links.to(urn, of, t.secret)).includes(target.urn) || is(of, target.arn),
    ),
  ];
  const rights =
    target.service === "ssm"
      ? ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"]
      : ["secretsmanager:GetSecretValue", "secretsmanager:PutResourcePolicy"];
  return merged([
    { users: selfAdministrators(model), findings: [] },
    ...rights.flatMap((right) => [
      ...documents.map((document) => usersByPolicy(model, document, right, target, "either")),
      { users: usersByIdentity(model, right, target), findings: [] },
    ]),
  ]);
}

type Documented = Pick<ResourcePolicy, "urn" | "document">;

/**
 * Returns who a resource's policy lets perform an action.
 *
 * @param identities whether IAM policies allow it only where the policy delegates to the account, as in KMS, or as well
 */
function usersByPolicy(
  model: StackModel,
  { urn, document }: Documented,
  action: string,
  target: Target,
  identities: "delegated" | "either",
): Access {
  if (document.state === "absent") {
    return nobody;
  }
  if (document.state === "unknown") {
    return unknownAccess(model, urn, document);
  }
  const { path } = document;
  const allowed = allowedBy(document.statements, action, isHarmlessGrant);
  const at = (why: string): Finding => ({ urn, path, why, fix: own });
  const isUse = !administrative.has(action);
  const isAdministrator = administrative.has(action) || action === "kms:CreateGrant";
  const principals = allowed.principals.map((each) => resolvePrincipal(model, each));
  const delegates = allowed.accounts.some((account) => !isForeign(model, account));
  const byIdentity =
    identities === "delegated" && delegates
      ? [...usersByIdentity(model, action, target), ...selfAdministrators(model)]
      : [];
  const named = [...allowed.accounts, ...allowed.principals];
  const foreign = named.some((each) => isForeign(model, each));
  const outside = allowed.principals.filter((each, i) => principals[i]?.startsWith("urn:") !== true);
  return {
    users: [...principals.map((who) => ({ who, urn, path, isAdministrator })), ...(isUse ? [] : byIdentity)],
    findings: [
      ...(allowed.isAnyone ? [at("anyone can use the signing key")] : []),
      ...(isUse && allowed.accounts.length > 0
        ? [at("a whole account can use the signing key, so any of its IAM policies can allow signing")]
        : []),
      ...(foreign && !(isUse && allowed.accounts.length > 0)
        ? [at("a principal of another account can use the signing key")]
        : []),
      ...(outside.some((each) => mayBeForeign(model, each))
        ? [{ ...at(unknownAccount), unknown: true }]
        : []),
    ],
  };
}

const unknownAccount =
  "a principal of another account may be able to use the signing key, since this account's id is not known in preview";
const administrative: ReadonlySet<string> = new Set([
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "secretsmanager:PutResourcePolicy",
]);

const nobody: Access = { users: [], findings: [] };

function unknownAccess(model: StackModel, urn: string, document: Document & { state: "unknown" }): Access {
  const { field } = document;
  const roles = model.links.dependenciesOf(urn, field.path, [t.role, t.user]);
  const risk = "more than one principal may be able to use the signing key";
  return {
    users: roles.map((who) => ({ who, urn, path: field.path })),
    findings: [unknownFinding(urn, field, risk)],
  };
}

/** Returns whether a statement is about grants only, and these are for AWS's services or without the right to sign. */
export function isHarmlessGrant({ actions, conditions }: Statement): boolean {
  return (
    actions.every((action) => /^kms:(?:create|list|revoke|retire)grants?$/i.test(action)) &&
    conditions.some(
      ({ operator, key, values }) =>
        (key === "kms:grantisforawsresource" && operator === "bool" && values.includes("true")) ||
        (key === "kms:grantoperations" &&
          operator === "forallvalues:stringequals" &&
          !values.some((value) => value === "Sign" || value === "CreateGrant")),
    )
  );
}

/** Returns the identities whose own policies allow an action on a target. */
function usersByIdentity(model: StackModel, action: string, target: Target): User[] {
  const targets = action === "ssm:GetParametersByPath" ? [target, ...parentsOf(target)] : [target];
  const isAdministrator = administrative.has(action);
  return targets.flatMap((each) =>
    policiesAllowing(model, action, each).map((policy) => ({
      ...holderAsUser(model, policy),
      isAdministrator,
    })),
  );
}

function usersByGrants(model: StackModel, key: string): Access {
  const { links } = model;
  const parts = model.grants.map(({ urn, key: of, grantee, operations }): Access => {
    const signs = operations.some(
      (operation) => operation.state === "unknown" || is(operation, "Sign", "CreateGrant"),
    );
    if (!signs || !urnsOf(links.to(urn, of, ...kmsTypes)).includes(key)) {
      return nobody;
    }
    const link = links.to(urn, grantee, t.role, t.user);
    const value = known(grantee);
    const who = urnsOf(link)[0] ?? (value === undefined ? urn : resolvePrincipal(model, value));
    const isOther = value !== undefined && isForeign(model, value);
    const why = "a principal of another account can use the signing key";
    const unknown = "a principal outside this stack may be able to use the signing key";
    return {
      users: [{ who, urn, path: grantee.path }],
      findings: [
        ...(isOther ? [{ urn, path: grantee.path, why, fix: own }] : []),
        ...(link.state === "unknown" ? [unknownFinding(urn, link.field, unknown)] : []),
      ],
    };
  });
  return merged(parts);
}

function merged(parts: readonly Access[]): Access {
  return {
    users: parts.flatMap(({ users }) => users),
    findings: parts.flatMap(({ findings }) => findings),
  };
}

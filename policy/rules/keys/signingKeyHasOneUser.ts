import type { Options } from "../../options/options";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { is, known } from "../../values/field";
import { matchesName } from "../../values/namePatterns";
import { coversAction, type Document, matchesIam, type Statement } from "../../values/policyDocuments";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** One role alone can use a signing key. */
export const signingKeyHasOneUser: Rule = {
  name: "signing-key-has-one-user",
  displayName: "Signing key has one user",
  description:
    "One role alone can use a signing key, according to key policies, grants, secret policies and IAM policies.",
  rationale: "Everyone else who can use the key can issue signatures, for any path and any length of time.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "kms", "secretsmanager", "least privilege"],
  remediationSteps:
    "Write a key policy: the account's root administers the key without kms:Sign and kms:CreateGrant, and one role " +
    "signs. Give one role access to a secret that holds a key. The option signingKeys lists these secrets.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  scope: "signing-and-tiers",
  types: [
    t.kmsKey,
    t.kmsKeyPolicy,
    t.kmsGrant,
    t.secret,
    t.secretPolicy,
    t.rolePolicy,
    t.userPolicy,
    t.groupPolicy,
    t.policy,
    t.role,
  ],
  options: ["signingKeys"],
  // Policies that refer to a new role are unknown in the first preview.
  onUnknown: "defer",
  check: (model, options) => [
    ...model.kmsKeys
      .filter(({ usage }) => is(usage, "SIGN_VERIFY"))
      .flatMap(({ urn }) => findingsOnKey(model, urn)),
    ...signingSecrets(model, options).flatMap((secret) => findingsOnSecret(model, secret)),
  ],
};

/** A principal that can use a key, and the argument that allows it. */
interface User {
  readonly who: string;
  readonly urn: string;
  readonly path: string;
}

const own = "Allow one role to use it, and the account to administer it without that permission";

function findingsOnKey(model: StackModel, key: string): Finding[] {
  const { links, kmsKeys, keyPolicies, grants } = model;
  const separate = keyPolicies.filter(({ urn, of }) => urnsOf(links.to(urn, of, t.kmsKey)).includes(key));
  const inline = kmsKeys.filter(({ urn, document }) => urn === key && document.state !== "absent");
  // A separate key policy replaces the inline one.
  const documents = separate.length > 0 ? separate : inline;
  if (documents.length === 0) {
    const why = "AWS's default key policy lets any IAM policy of the account allow signing";
    return [{ urn: key, path: "policy", why, fix: own }];
  }
  const findings: Finding[] = [];
  const users: User[] = [];
  for (const { urn, document } of documents) {
    findings.push(...findingsInDocument(urn, document, ["kms:Sign", "kms:CreateGrant"]));
    users.push(...usersIn(model, urn, document, "kms:Sign"));
  }
  for (const { urn, key: of, grantee, operations } of grants) {
    const signs = operations.some(
      (operation) => operation.state === "unknown" || is(operation, "Sign", "CreateGrant"),
    );
    if (signs && urnsOf(links.to(urn, of, t.kmsKey)).includes(key)) {
      const [role] = urnsOf(links.to(urn, grantee, t.role));
      users.push({ who: role ?? known(grantee) ?? urn, urn, path: grantee.path });
    }
  }
  users.push(...holders(model, key, "kms:Sign"));
  return [...findings, ...tooMany(users)];
}

/** Returns the secrets and parameters of this stack that hold a signing key, by their names. */
function signingSecrets(model: StackModel, { signingKeys }: Options): string[] {
  const isSigning = (name: string) => signingKeys.some((pattern) => matchesName(pattern, name));
  const stores = model.resources
    .filter(({ urn }) => model.links.isOf(urn, [t.secret, t.parameter]))
    .map(({ urn }) => urn);
  // The last part of a URN is the resource's name.
  return stores.filter((urn) => isSigning(urn.split("::").at(-1) ?? ""));
}

function findingsOnSecret(model: StackModel, secret: string): Finding[] {
  const { links, secrets, secretPolicies } = model;
  const action = links.isOf(secret, [t.secret]) ? "secretsmanager:GetSecretValue" : "ssm:GetParameter";
  const documents = [
    ...secrets.filter(({ urn }) => urn === secret),
    ...secretPolicies.filter(({ urn, of }) => urnsOf(links.to(urn, of, t.secret)).includes(secret)),
  ];
  const findings = documents.flatMap(({ urn, document }) => findingsInDocument(urn, document, [action]));
  const users = documents.flatMap(({ urn, document }) => usersIn(model, urn, document, action));
  return [...findings, ...tooMany([...users, ...holders(model, secret, action)])];
}

/** Finds statements that allow everyone or a whole account. */
function findingsInDocument(urn: string, document: Document, actions: readonly string[]): Finding[] {
  if (document.state === "unknown") {
    return [
      unknownFinding(urn, document.field, "more than one principal may be able to use the signing key"),
    ];
  }
  if (document.state === "absent") {
    return [];
  }
  const { path } = document;
  const using = document.statements.filter(
    (each) => each.allows && actions.some((action) => coversAction(each, action)),
  );
  if (using.some(({ principals }) => principals.includes("*"))) {
    return [{ urn, path, why: "anyone can use the signing key", fix: own }];
  }
  const why = "a whole account can use the signing key, so any of its IAM policies can allow signing";
  return using.some(({ principals }) => principals.some(isAccount)) ? [{ urn, path, why, fix: own }] : [];
}

function isAccount(principal: string): boolean {
  return /^\d{12}$/.test(principal) || /^arn:[^:]+:iam::\d{12}:root$/.test(principal);
}

function usersIn(model: StackModel, urn: string, document: Document, action: string): User[] {
  if (document.state === "unknown") {
    const { path } = document.field;
    return model.links.dependenciesOf(urn, path, [t.role]).map((who) => ({ who, urn, path }));
  }
  return document.state === "absent"
    ? []
    : document.statements
        .filter((statement) => statement.allows && coversAction(statement, action))
        .flatMap(({ principals }) => principals)
        .filter((principal) => principal !== "*" && !isAccount(principal))
        .map((principal) => ({ who: roleOf(model, principal), urn, path: document.path }));
}

/** Returns the roles, users and groups whose own policies allow them to use a key. */
function holders(model: StackModel, key: string, action: string): User[] {
  const arn = arnOf(model, key);
  return model.permissions.flatMap(({ urn, holder, document }): User[] => {
    if (document.state === "absent") {
      return [];
    }
    const [role] = urnsOf(model.links.to(urn, holder, t.role));
    const user = { who: role ?? known(holder) ?? urn, urn, path: "policy" };
    if (document.state === "unknown") {
      return model.links
        .dependenciesOf(urn, document.field.path, [t.kmsKey, t.secret, t.parameter])
        .includes(key)
        ? [user]
        : [];
    }
    const names = (each: Statement) =>
      each.exceptResources ||
      each.resources.some((resource) => arn !== undefined && matchesIam(resource, arn));
    return document.statements.some((each) => each.allows && coversAction(each, action) && names(each))
      ? [user]
      : [];
  });
}

/** Reports every argument that allows the use of a key, if more than one principal can use it. */
function tooMany(users: readonly User[]): Finding[] {
  const names = [...new Set(users.map(({ who }) => who))].sort();
  if (names.length < 2) {
    return [];
  }
  const urns = names.filter((name) => name.startsWith("urn:"));
  const others = names.length - urns.length;
  const more = others === 0 ? [] : [`${others} outside this stack`];
  const why = `${names.length} principals can use the signing key: ${[...urns, ...more].join(", ")}`;
  const places = new Map(users.map(({ urn, path }) => [urn, path]));
  return [...places].map(([urn, path]) => ({ urn, path, why, fix: "Allow one role to use the key" }));
}

function roleOf(model: StackModel, principal: string): string {
  const field = { state: "known", path: "", value: principal } as const;
  return urnsOf(model.links.to("", field, t.role))[0] ?? principal;
}

function arnOf(model: StackModel, urn: string): string | undefined {
  const arn: unknown = (model.links.resource(urn)?.props as { arn?: unknown } | undefined)?.arn;
  return typeof arn === "string" ? arn : undefined;
}

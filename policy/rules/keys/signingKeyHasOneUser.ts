import { resourceTypes as t } from "../../resources/resourceTypes";
import { matches, type Options } from "../../runtime/options";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { is, known } from "../../values/field";
import { coversAction, type Document, like, type Statement } from "../../values/policyDocuments";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** One role signs, and nobody can hand the right on. */
export const signingKeyHasOneUser: Rule = {
  name: "signing-key-has-one-user",
  displayName: "Signing key has one user",
  description:
    "One role alone uses a signing key, counted over key policies, grants, secret policies and IAM policies.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "kms", "secretsmanager", "least privilege"],
  remediationSteps:
    "Write the key's policy: the account's root administers without kms:Sign and kms:CreateGrant, and one role signs. " +
    "Give a secret that holds a key to one role. The option signingKeys says which secrets hold keys.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  level: "signing-and-tiers",
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
  // Policies that name a role which is yet to be made are not known at a first preview.
  onUnknown: "defer",
  check: (model, options) => [
    ...model.kmsKeys
      .filter(({ usage }) => is(usage, "SIGN_VERIFY"))
      .flatMap(({ urn }) => judgeKey(model, urn)),
    ...signingSecrets(model, options).flatMap((secret) => judgeSecret(model, secret)),
  ],
};

/** Somebody who may use a key, and what says so. */
interface User {
  readonly who: string;
  readonly urn: string;
  readonly path: string;
}

const own = "Let one role use it, and let the account administer it without that right";

function judgeKey(model: StackModel, key: string): Finding[] {
  const { links, kmsKeys, keyPolicies, grants } = model;
  const separate = keyPolicies.filter(({ urn, of }) => urnsOf(links.to(urn, of, t.kmsKey)).includes(key));
  const inline = kmsKeys.filter(({ urn, document }) => urn === key && document.state !== "absent");
  // A policy that is a resource of its own replaces the one that the key shows.
  const documents = separate.length > 0 ? separate : inline;
  if (documents.length === 0) {
    const why = "AWS's default key policy lets any IAM policy of the account give the right to sign";
    return [{ urn: key, path: "policy", why, fix: own }];
  }
  const findings: Finding[] = [];
  const users: User[] = [];
  for (const { urn, document } of documents) {
    findings.push(...judgeDocument(urn, document, ["kms:Sign", "kms:CreateGrant"]));
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

/** Secrets and parameters that hold a signing key: those of this stack, and those that policies name by their ARN. */
function signingSecrets(model: StackModel, { signingKeys }: Options): string[] {
  const isSigning = (name: string) => signingKeys.some((pattern) => matches(pattern, name));
  const made = model.resources
    .filter(({ urn }) => model.links.isOf(urn, [t.secret, t.parameter]))
    .map(({ urn }) => urn);
  // The last part of a URN is the name; what comes before names the program.
  return made.filter((urn) => isSigning(urn.split("::").at(-1) ?? ""));
}

function judgeSecret(model: StackModel, secret: string): Finding[] {
  const { links, secrets, secretPolicies } = model;
  const action = links.isOf(secret, [t.secret]) ? "secretsmanager:GetSecretValue" : "ssm:GetParameter";
  const documents = [
    ...secrets.filter(({ urn }) => urn === secret),
    ...secretPolicies.filter(({ urn, of }) => urnsOf(links.to(urn, of, t.secret)).includes(secret)),
  ];
  const findings = documents.flatMap(({ urn, document }) => judgeDocument(urn, document, [action]));
  const users = documents.flatMap(({ urn, document }) => usersIn(model, urn, document, action));
  return [...findings, ...tooMany([...users, ...holders(model, secret, action)])];
}

/** What a policy of a key or a secret must not say: that everybody may use it, or whoever the account lets. */
function judgeDocument(urn: string, document: Document, actions: readonly string[]): Finding[] {
  if (document.state === "unknown") {
    return [unseen(urn, document.field, "more than one may use the signing key")];
  }
  if (document.state === "absent") {
    return [];
  }
  const { path } = document;
  const using = document.statements.filter(
    (each) => each.allows && actions.some((action) => coversAction(each, action)),
  );
  if (using.some(({ principals }) => principals.includes("*"))) {
    return [{ urn, path, why: "everybody may use the signing key", fix: own }];
  }
  const why = "a whole account may use the signing key, so any IAM policy in it can give the right";
  return using.some(({ principals }) => principals.some(isAccount)) ? [{ urn, path, why, fix: own }] : [];
}

function isAccount(principal: string): boolean {
  return /^\d{12}$/.test(principal) || /^arn:[^:]+:iam::\d{12}:root$/.test(principal);
}

function usersIn(model: StackModel, urn: string, document: Document, action: string): User[] {
  if (document.state === "unknown") {
    const { path } = document.field;
    return model.links.needs(urn, path, [t.role]).map((who) => ({ who, urn, path }));
  }
  return document.state === "absent"
    ? []
    : document.statements
        .filter((statement) => statement.allows && coversAction(statement, action))
        .flatMap(({ principals }) => principals)
        .filter((principal) => principal !== "*" && !isAccount(principal))
        .map((principal) => ({ who: roleOf(model, principal), urn, path: document.path }));
}

/** Roles, users and groups whose own policies let them use a key. */
function holders(model: StackModel, key: string, action: string): User[] {
  const arn = identity(model, key);
  return model.permissions.flatMap(({ urn, holder, document }): User[] => {
    if (document.state === "absent") {
      return [];
    }
    const [role] = urnsOf(model.links.to(urn, holder, t.role));
    const user = { who: role ?? known(holder) ?? urn, urn, path: "policy" };
    if (document.state === "unknown") {
      return model.links.needs(urn, document.field.path, [t.kmsKey, t.secret, t.parameter]).includes(key)
        ? [user]
        : [];
    }
    const names = (each: Statement) =>
      each.exceptResources || each.resources.some((resource) => arn !== undefined && like(resource, arn));
    return document.statements.some((each) => each.allows && coversAction(each, action) && names(each))
      ? [user]
      : [];
  });
}

/** Every place that lets somebody use the key, if there are more than one who may. */
function tooMany(users: readonly User[]): Finding[] {
  const names = [...new Set(users.map(({ who }) => who))].sort();
  if (names.length < 2) {
    return [];
  }
  const urns = names.filter((name) => name.startsWith("urn:"));
  const others = names.length - urns.length;
  const more = others === 0 ? [] : [`${others} that this stack does not make`];
  const why = `${names.length} may use the signing key: ${[...urns, ...more].join(", ")}`;
  const places = new Map(users.map(({ urn, path }) => [urn, path]));
  return [...places].map(([urn, path]) => ({ urn, path, why, fix: "Let one role use the key" }));
}

function roleOf(model: StackModel, principal: string): string {
  const field = { state: "known", path: "", value: principal } as const;
  return urnsOf(model.links.to("", field, t.role))[0] ?? principal;
}

function identity(model: StackModel, urn: string): string | undefined {
  const arn: unknown = (model.links.resource(urn)?.props as { arn?: unknown } | undefined)?.arn;
  return typeof arn === "string" ? arn : undefined;
}

import type { Options } from "../../options/options";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { is } from "../../values/field";
import { matchesName } from "../../values/namePatterns";
import type { Finding, Rule } from "../rule";
import { assumersOf } from "./access/assumers";
import { foreignPolicies } from "./access/foreignPolicies";
import { usersOfKmsKey, usersOfSecret } from "./access/keyUsers";
import { namedSecrets } from "./access/namedSecrets";
import { type Target, targetOf } from "./access/targets";
import type { Access, User } from "./access/user";
import { otherWorkloads } from "./access/workloads";
import { namesOf, PublicKeySources } from "./publicKeySources";

/** One role alone can use a signing key. */
export const signingKeyHasOneUser: Rule = {
  name: "signing-key-has-one-user",
  displayName: "Signing key has one user",
  description:
    "One role alone can use a signing key, and nobody else can become that role, according to key policies, grants, secret " +
    "policies, IAM policies and trust policies.",
  rationale: "Everyone else who can use the key can issue signatures, for any path and any length of time.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "kms", "secretsmanager", "least privilege"],
  remediationSteps:
    "Write a key policy: the account's root administers the key without kms:Sign and kms:CreateGrant, and one role " +
    "signs. Give one role access to a secret that holds a key. The role trusts one service or one role, and nothing but the " +
    "servers behind CloudFront acts with it. No other identity may rewrite its trust policy, pass it to code, or give itself " +
    "policies. While this account's id is not known in preview, another account's id is refused; the provider's " +
    "allowedAccountIds tells which is this one. A KMS key is judged if a CloudFront public key comes from it, or may; the " +
    "option signingKeys lists the secrets and parameters, also of other stacks, and further keys.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  scope: "signing-and-tiers",
  types: [
    t.kmsKey,
    t.kmsExternalKey,
    t.kmsReplicaKey,
    t.kmsKeyPolicy,
    t.kmsGrant,
    t.secret,
    t.secretPolicy,
    t.rolePolicy,
    t.userPolicy,
    t.groupPolicy,
    t.policy,
    t.role,
    t.rolePolicyAttachment,
    t.permissionSetInlinePolicy,
    t.instanceProfile,
    t.function,
  ],
  options: ["signingKeys"],
  // Policies that refer to a new role are unknown in the first preview.
  onUnknown: "defer",
  check(model, options) {
    const sources = new PublicKeySources(model, options);
    const keys = [
      ...signingKmsKeys(model, sources).map((key) => usersOfKmsKey(model, key)),
      ...signingSecrets(model, options, sources).map((secret) => usersOfSecret(model, secret)),
    ];
    const found = [
      ...keys.flatMap((access) => findingsOn(model, access)),
      ...(keys.length > 0 ? foreignPolicies(model) : []),
    ];
    const distinct = new Map(found.map((finding) => [JSON.stringify(finding), finding]));
    return [...distinct.values()];
  },
};

/** Returns the keys in KMS that may sign for CloudFront; a replica does if its primary key does. */
function signingKmsKeys(model: StackModel, sources: PublicKeySources): string[] {
  const { links, kmsKeys } = model;
  const maySign = (key: (typeof kmsKeys)[number]): boolean => {
    const primaries = urnsOf(links.to(key.urn, key.primary, t.kmsKey, t.kmsExternalKey));
    const primary = kmsKeys.find(({ urn }) => primaries.includes(urn));
    if (primary !== undefined) {
      return maySign(primary);
    }
    const isForSigning =
      key.primary.state !== "absent" || key.usage.state === "unknown" || is(key.usage, "SIGN_VERIFY");
    return isForSigning && sources.maySign(key.urn, key.spec);
  };
  return kmsKeys.filter(maySign).map(({ urn }) => urn);
}

/**
 * Returns the secrets and parameters that hold a signing key, by their names: those of this stack, and those that its IAM
 * policies name. By the default pattern the latter count only if nothing in the stack holds the key.
 */
function signingSecrets(model: StackModel, { signingKeys }: Options, sources: PublicKeySources): Target[] {
  const isDefault = signingKeys.length === 1 && signingKeys[0] === "*sign*";
  if (isDefault && sources.areAllInKms) {
    return [];
  }
  const stores = model.resources
    .map(({ urn }) => urn)
    .filter((urn) => model.links.isOf(urn, [t.secret, t.parameter]));
  const own = stores
    .filter((urn) =>
      namesOf(model, urn).some((name) => signingKeys.some((pattern) => matchesName(pattern, name))),
    )
    .map((urn) => targetOf(model, urn));
  const areElsewhere = !isDefault || (own.length === 0 && model.publicKeys.length > 0);
  return areElsewhere ? [...own, ...namedSecrets(model, signingKeys, own)] : own;
}

function findingsOn(model: StackModel, { users, findings }: Access): Finding[] {
  const followed = users.map((user) => assumersOf(model, user));
  const all = followed.flatMap((access) => access.users);
  const roles = [...new Set([...users, ...all].map(({ who }) => who))].filter((who) =>
    model.links.isOf(who, [t.role]),
  );
  return [
    ...findings,
    ...followed.flatMap((access) => access.findings),
    ...tooMany(all),
    ...roles.flatMap((role) => otherWorkloads(model, role)),
  ];
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
  const administers = names.some((name) =>
    users.every(({ who, isAdministrator = false }) => who !== name || isAdministrator),
  );
  const use = administers ? "use the signing key or give themselves access to it" : "use the signing key";
  const why = `${names.length} principals can ${use}: ${[...urns, ...more].join(", ")}`;
  const places = new Map(users.map(({ urn, path }) => [urn, path]));
  return [...places].map(([urn, path]) => ({ urn, path, why, fix: "Allow one role to use the key" }));
}

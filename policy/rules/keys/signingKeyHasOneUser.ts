import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import type { Finding, Rule } from "../rule";
import { foreignPolicies } from "./access/foreignPolicies";
import type { User } from "./access/user";
import { otherWorkloads } from "./access/workloads";
import { type SigningKeyAccess, signingKeyAccess } from "./signingKeyAccess";

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
    const keys = signingKeyAccess(model, options);
    const found = [
      ...keys.flatMap((key) => findingsOn(model, key)),
      ...(keys.length > 0 ? foreignPolicies(model) : []),
    ];
    const distinct = new Map(found.map((finding) => [JSON.stringify(finding), finding]));
    return [...distinct.values()];
  },
};

function findingsOn(model: StackModel, { direct, holders: all, findings }: SigningKeyAccess): Finding[] {
  const roles = [...new Set([...direct, ...all].map(({ who }) => who))].filter((who) =>
    model.links.isOf(who, [t.role]),
  );
  return [...findings, ...tooMany(all), ...roles.flatMap((role) => otherWorkloads(model, role))];
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

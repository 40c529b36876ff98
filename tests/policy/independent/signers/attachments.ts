import { added, declared, output, type Resource } from "../../misconfigurations/stackModel";
import { allowing, document, role, type Statement } from "../documents";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { secretSite } from "./keys";

const READS: Statement = {
  Effect: "Allow",
  Action: "secretsmanager:GetSecretValue",
  Resource: output("site-signing-key", "arn"),
};
const OTHER = role("reports", { Service: "lambda.amazonaws.com" });

/** Declares a managed policy `NAME` that lets its users read the secret. */
const readingPolicy = (name: string): Resource =>
  declared("aws:iam/policy:Policy", name, { policy: document(READS) });

/** Stacks in which somebody else has a policy to read the private key, by each type of resource that gives one. */
export const attachments: readonly IndependentCase[] = [
  {
    id: "signing-secret-not-action",
    what: "A second role may do everything but delete the secret.",
    source: pages.notAction,
    verdict: "refused",
    resources: secretSite(
      added(
        OTHER,
        allowing("reports-allowed", "reports", {
          Effect: "Allow",
          NotAction: ["secretsmanager:DeleteSecret", "iam:*", "sts:*"],
          Resource: "*",
        }),
      ),
    ),
    names: "reports",
  },
  {
    id: "signing-secret-inline-policies",
    what: "A second role reads the secret by a policy in its own arguments.",
    source: pages.inlinePolicies,
    verdict: "refused",
    resources: secretSite(
      added({
        ...OTHER,
        props: { ...OTHER.props, inlinePolicies: [{ name: "reads", policy: document(READS) }] },
      }),
    ),
  },
  {
    id: "signing-secret-managed-policy-arns",
    what: "A second role names a policy to read the secret in its managedPolicyArns.",
    source: pages.managedPolicies,
    verdict: "refused",
    resources: secretSite(
      added(readingPolicy("reads"), {
        ...OTHER,
        props: { ...OTHER.props, managedPolicyArns: [output("reads", "arn")] },
      }),
    ),
  },
  {
    id: "signing-secret-role-policy-attachment",
    what: "A policy to read the secret is attached to two roles.",
    source: pages.managedPolicies,
    verdict: "refused",
    resources: secretSite(
      added(
        OTHER,
        readingPolicy("reads"),
        declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "reports-reads", {
          role: output("reports", "name"),
          policyArn: output("reads", "arn"),
        }),
      ),
    ),
  },
  {
    id: "signing-secret-policy-attachment",
    what: "A policy to read the secret is attached to a user and a group at once.",
    source: pages.managedPolicies,
    verdict: "refused",
    resources: secretSite(
      added(
        readingPolicy("reads"),
        declared("aws:iam/user:User", "operator", {}),
        declared("aws:iam/policyAttachment:PolicyAttachment", "operators-read", {
          users: [output("operator", "name")],
          groups: ["operators"],
          policyArn: output("reads", "arn"),
        }),
      ),
    ),
  },
  {
    id: "signing-secret-user-policy",
    what: "A user reads the secret by an inline policy.",
    source: pages.inlinePolicies,
    verdict: "refused",
    resources: secretSite(
      added(
        declared("aws:iam/user:User", "operator", {}),
        declared("aws:iam/userPolicy:UserPolicy", "operator-reads", {
          user: output("operator", "name"),
          policy: document(READS),
        }),
      ),
    ),
  },
  {
    id: "signing-secret-group-policy-attachment",
    what: "A group of users has a policy to read the secret.",
    source: pages.managedPolicies,
    verdict: "refused",
    resources: secretSite(
      added(
        readingPolicy("reads"),
        declared("aws:iam/group:Group", "operators", {}),
        declared("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "operators-read", {
          group: output("operators", "name"),
          policyArn: output("reads", "arn"),
        }),
      ),
    ),
  },
  {
    id: "signing-secret-of-administrators",
    what: "A second role has AdministratorAccess.",
    source: pages.administrators,
    verdict: "refused",
    resources: secretSite(
      added(
        OTHER,
        declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "reports-administers", {
          role: output("reports", "name"),
          policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
      ),
    ),
  },
  {
    id: "signing-secret-of-power-users",
    what: "A user has PowerUserAccess.",
    source: pages.powerUser,
    verdict: "refused",
    resources: secretSite(
      added(
        declared("aws:iam/user:User", "operator", {}),
        declared("aws:iam/userPolicyAttachment:UserPolicyAttachment", "operator-power", {
          user: output("operator", "name"),
          policyArn: "arn:aws:iam::aws:policy/PowerUserAccess",
        }),
      ),
    ),
  },
  {
    id: "signing-secret-of-a-permission-set",
    what: "A permission set allows all of Secrets Manager.",
    source: pages.permissionSets,
    verdict: "refused",
    resources: secretSite(
      added(
        declared("aws:ssoadmin/permissionSet:PermissionSet", "operators", {
          instanceArn: "arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6",
          name: "operators",
        }),
        declared("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "operators-may", {
          instanceArn: "arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6",
          permissionSetArn: output("operators", "arn"),
          inlinePolicy: document({ Effect: "Allow", Action: "secretsmanager:*", Resource: "*" }),
        }),
      ),
    ),
  },
];

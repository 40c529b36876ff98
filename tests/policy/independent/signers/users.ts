import { added, declared, output, set, unset } from "../../misconfigurations/stackModel";
import { site } from "../base";
import { allowing, document, role } from "../documents";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { FOREIGN_ROOT, KEY, keyPolicy, ROOT, SITE_SIGNS, signedBy } from "./keys";

const OTHER = role("reports", { Service: "lambda.amazonaws.com" });
const BY_OTHER = { AWS: output("reports", "arn") };

/** Stacks in which somebody else may use the key in KMS. */
export const users: readonly IndependentCase[] = [
  {
    id: "signing-key-of-two-roles",
    what: "The key policy lets a second role sign.",
    source: pages.keyPolicies,
    verdict: "refused",
    resources: site(
      added(OTHER),
      keyPolicy(signedBy({ AWS: [output("site-role", "arn"), output("reports", "arn")] })),
    ),
    names: "site-key-k1",
  },
  {
    id: "signing-key-of-the-whole-account",
    what: "The key policy lets everybody sign who calls from the account.",
    source: pages.keyPolicies,
    verdict: "refused",
    resources: site(
      keyPolicy(signedBy({ AWS: "*" }, { StringEquals: { "kms:CallerAccount": "111122223333" } })),
    ),
  },
  {
    id: "signing-key-of-all-roles",
    what: "The key policy lets each role of the account sign, by a condition on its ARN.",
    source: pages.keyPolicies,
    verdict: "refused",
    resources: site(
      keyPolicy(signedBy("*", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } })),
    ),
  },
  {
    id: "signing-key-of-another-account",
    what: "Another account is the one user of the key.",
    source: pages.foreignKeyUsers,
    verdict: "refused",
    resources: site(keyPolicy(signedBy({ AWS: FOREIGN_ROOT }))),
  },
  {
    id: "signing-key-policy-resource",
    what: "A key policy of its own, which replaces the key's argument, lets a second role sign.",
    source: pages.keyPolicies,
    verdict: "refused",
    resources: site(
      added(
        OTHER,
        declared("aws:kms/keyPolicy:KeyPolicy", "site-key-users", {
          keyId: output("site-key-k1", "id"),
          policy: document(SITE_SIGNS, signedBy(BY_OTHER), {
            Effect: "Allow",
            Principal: { AWS: ROOT },
            Action: ["kms:DescribeKey", "kms:PutKeyPolicy"],
            Resource: "*",
          }),
        }),
      ),
    ),
  },
  {
    id: "signing-key-granted",
    what: "A grant lets a second role sign.",
    source: pages.grants,
    verdict: "refused",
    resources: site(
      added(
        OTHER,
        declared("aws:kms/grant:Grant", "reports-signs", {
          keyId: output("site-key-k1", "keyId"),
          granteePrincipal: output("reports", "arn"),
          operations: ["Sign", "DescribeKey"],
        }),
      ),
    ),
  },
  {
    id: "signing-key-may-be-granted",
    what: "The key policy lets a second role create grants.",
    source: pages.grants,
    verdict: "refused",
    resources: site(
      added(OTHER),
      keyPolicy(SITE_SIGNS, {
        Effect: "Allow",
        Principal: BY_OTHER,
        Action: "kms:CreateGrant",
        Resource: "*",
      }),
    ),
  },
  {
    id: "signing-key-policy-may-be-rewritten",
    what: "A second role may put another key policy.",
    source: pages.kmsPermissions,
    verdict: "refused",
    resources: site(
      added(OTHER),
      keyPolicy(SITE_SIGNS, {
        Effect: "Allow",
        Principal: BY_OTHER,
        Action: ["kms:Put*"],
        Resource: "*",
      }),
    ),
  },
  {
    id: "signing-key-default-policy",
    what: "The key has the default policy, and a second role may sign with all keys.",
    source: pages.defaultKeyPolicy,
    verdict: "refused",
    resources: site(
      unset("site-key-k1", "policy"),
      added(
        OTHER,
        allowing("reports-signs", "reports", { Effect: "Allow", Action: "kms:Sign", Resource: "*" }),
      ),
    ),
    names: "reports",
  },
  {
    id: "signing-key-left-to-iam",
    what: "The key policy leaves the use of the key to all IAM policies of the account.",
    source: pages.defaultKeyPolicy,
    verdict: "refused",
    resources: site(
      set(
        "site-key-k1",
        "policy",
        document({ Effect: "Allow", Principal: { AWS: ROOT }, Action: "kms:*", Resource: "*" }),
      ),
    ),
    names: "site-key-k1",
  },
  {
    id: "signing-key-of-a-role-elsewhere",
    what: "The one user of the key is a role of another account.",
    source: pages.foreignKeyUsers,
    verdict: "refused",
    resources: site(keyPolicy(signedBy({ AWS: "arn:aws:iam::444455556666:role/signer" }))),
  },
  {
    id: "signing-key-policy-may-be-rewritten-by-iam",
    what: "The account may put another key policy, which an IAM policy allows a second role.",
    source: pages.kmsPermissions,
    verdict: "refused",
    resources: site(
      added(
        OTHER,
        allowing("reports-rewrites", "reports", {
          Effect: "Allow",
          Action: "kms:PutKeyPolicy",
          Resource: KEY,
        }),
      ),
    ),
    // A preview does not know a policy that names the key, and one that only verifies signatures looks the same.
    moments: ["known"],
    names: "reports",
  },
  {
    id: "signing-key-of-an-administrator",
    what: "The account may put another key policy, and a second role has AdministratorAccess.",
    source: pages.administrators,
    verdict: "refused",
    resources: site(
      added(
        OTHER,
        declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "reports-administers", {
          role: output("reports", "name"),
          policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
      ),
    ),
    names: "reports",
  },
  {
    id: "signing-key-replicated",
    what: "A replica of the key in another Region has a policy by which a second role signs.",
    source: pages.multiRegionKeys,
    verdict: "refused",
    resources: site(
      set("site-key-k1", "multiRegion", true),
      added(
        OTHER,
        declared("aws:kms/replicaKey:ReplicaKey", "site-key-copy", {
          primaryKeyArn: KEY,
          region: "us-east-1",
          policy: document(SITE_SIGNS, signedBy(BY_OTHER)),
        }),
      ),
    ),
  },
];

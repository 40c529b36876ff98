import { added, declared, idOf, output, set } from "../../misconfigurations/stackModel";
import { site } from "../base";
import { allowing, document, role, trusting } from "../documents";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { KEY, keyPolicy, PARAMETER, parameterSite, SITE_SIGNS, secretSite } from "./keys";

const OTHER = role("reports", { Service: "lambda.amazonaws.com" });
const JWT_KEY = declared("aws:kms/key:Key", "tokens", {
  customerMasterKeySpec: "RSA_2048",
  keyUsage: "SIGN_VERIFY",
});

/** Gives another role a policy of AWS. */
const otherHas = (policyName: string) =>
  added(
    OTHER,
    declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "reports-has", {
      role: output("reports", "name"),
      policyArn: `arn:aws:iam::aws:policy/${policyName}`,
    }),
  );

/** Stacks whose one role signs, whatever others may do. */
export const accepted: readonly IndependentCase[] = [
  {
    id: "signer-by-managed-policy",
    what: "The role that reads the private key has a managed policy for it, too, attached to it alone.",
    source: pages.managedPolicies,
    verdict: "accepted",
    resources: secretSite(
      added(
        declared("aws:iam/policy:Policy", "reads", {
          policy: document({
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: output("site-signing-key", "arn"),
          }),
        }),
        declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "site-role-reads", {
          role: output("site-role", "name"),
          policyArn: output("reads", "arn"),
        }),
      ),
    ),
  },
  {
    id: "signer-reads-a-secret",
    what: "The private key is in a secret that one role may read.",
    source: pages.secretActions,
    verdict: "accepted",
    resources: secretSite(),
  },
  {
    id: "signer-reads-a-parameter",
    what: "The private key is in a parameter that one role may read.",
    source: pages.parameterAccess,
    verdict: "accepted",
    resources: parameterSite(),
  },
  {
    id: "signer-is-a-task",
    what: "The role that signs is a task's.",
    source: pages.trust,
    verdict: "accepted",
    resources: site(
      added(
        role(
          "signing-task",
          { Service: "ecs-tasks.amazonaws.com" },
          { StringEquals: { "aws:SourceAccount": "111122223333" } },
        ),
        declared("aws:ecs/taskDefinition:TaskDefinition", "signer", {
          family: "signer",
          networkMode: "awsvpc",
          taskRoleArn: output("signing-task", "arn"),
          containerDefinitions: JSON.stringify([{ name: "signer", image: "signer:4", essential: true }]),
        }),
      ),
      keyPolicy({
        Effect: "Allow",
        Principal: { AWS: output("signing-task", "arn") },
        Action: "kms:Sign",
        Resource: "*",
      }),
    ),
  },
  {
    id: "signing-key-of-tokens",
    what: "Another key in KMS signs tokens, for another role.",
    source: pages.keyPolicies,
    verdict: "accepted",
    resources: site(
      added(
        OTHER,
        JWT_KEY,
        allowing("reports-signs-tokens", "reports", {
          Effect: "Allow",
          Action: "kms:Sign",
          Resource: output("tokens", "arn"),
        }),
      ),
    ),
  },
  {
    id: "signing-key-verified-by-another-role",
    what: "A second role may read the public key and verify signatures.",
    source: pages.kmsPermissions,
    verdict: "accepted",
    moments: ["known"],
    resources: site(
      added(OTHER),
      keyPolicy(SITE_SIGNS, {
        Effect: "Allow",
        Principal: { AWS: output("reports", "arn") },
        Action: ["kms:Verify", "kms:GetPublicKey", "kms:DescribeKey"],
        Resource: "*",
      }),
    ),
  },
  {
    id: "signing-key-verified-by-iam",
    what: "An IAM policy lets a second role verify signatures.",
    source: pages.kmsPermissions,
    verdict: "accepted",
    resources: site(
      added(
        OTHER,
        allowing("reports-verifies", "reports", {
          Effect: "Allow",
          Action: ["kms:Verify", "kms:GetPublicKey"],
          Resource: KEY,
        }),
      ),
    ),
  },
  {
    id: "signing-key-grant-to-verify",
    what: "A grant lets a second role verify signatures.",
    source: pages.grants,
    verdict: "accepted",
    resources: site(
      added(
        OTHER,
        declared("aws:kms/grant:Grant", "reports-verifies", {
          keyId: idOf("site-key-k1"),
          granteePrincipal: output("reports", "arn"),
          operations: ["Verify", "GetPublicKey"],
        }),
      ),
    ),
  },
  {
    id: "signing-secret-beside-another",
    what: "A second role may read the database's password, another secret.",
    source: pages.secretActions,
    verdict: "accepted",
    resources: secretSite(
      added(
        OTHER,
        declared("aws:secretsmanager/secret:Secret", "database-password", {}),
        allowing("reports-reads", "reports", {
          Effect: "Allow",
          Action: "secretsmanager:GetSecretValue",
          Resource: output("database-password", "arn"),
        }),
      ),
    ),
  },
  {
    id: "signing-secret-of-an-auditor",
    what: "An auditor has ReadOnlyAccess, which allows to read no secret and to sign nothing.",
    source: pages.readOnly,
    verdict: "accepted",
    resources: secretSite(otherHas("ReadOnlyAccess")),
  },
  {
    id: "signing-key-and-a-managed-instance",
    what: "A bastion's role has AmazonSSMManagedInstanceCore, and the key is in KMS.",
    source: pages.managedInstanceCore,
    verdict: "accepted",
    resources: site(otherHas("AmazonSSMManagedInstanceCore")),
  },
  {
    id: "signing-parameter-beside-others",
    what: "A second role may read the parameters of a newsletter.",
    source: pages.parameterPaths,
    verdict: "accepted",
    resources: parameterSite(
      added(
        OTHER,
        allowing("reports-reads", "reports", {
          Effect: "Allow",
          Action: ["ssm:GetParameter", "ssm:GetParametersByPath"],
          Resource: "arn:aws:ssm:eu-west-1:111122223333:parameter/newsletter/*",
        }),
      ),
    ),
  },
  {
    id: "signing-parameter-denied",
    what: "A second role may read all parameters, and is denied the key.",
    source: pages.evaluation,
    verdict: "accepted",
    resources: parameterSite(
      added(
        OTHER,
        allowing(
          "reports-reads",
          "reports",
          { Effect: "Allow", Action: "ssm:GetParameter", Resource: "*" },
          { Effect: "Deny", Action: "ssm:*", Resource: PARAMETER },
        ),
      ),
    ),
  },
  {
    id: "signer-beside-a-deployer",
    what: "One repository may assume a role that writes pages, and signs nothing.",
    source: pages.oidc,
    verdict: "accepted",
    resources: site(
      added(
        role(
          "deployer",
          { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
          {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": "repo:acme/pages:ref:refs/heads/main",
            },
          },
          "sts:AssumeRoleWithWebIdentity",
        ),
        allowing("deployer-writes", "deployer", {
          Effect: "Allow",
          Action: "s3:PutObject",
          Resource: "arn:aws:s3:::acme-pages/*",
        }),
      ),
    ),
  },
  {
    id: "signer-read-by-a-deployer",
    what: "Another role may read the role that signs, and change other roles.",
    source: pages.trust,
    verdict: "accepted",
    resources: site(
      added(
        role("deployer", { Service: "codebuild.amazonaws.com" }),
        allowing(
          "deployer-reads",
          "deployer",
          {
            Effect: "Allow",
            Action: ["iam:GetRole", "iam:ListRolePolicies"],
            Resource: output("site-role", "arn"),
          },
          {
            Effect: "Allow",
            Action: "iam:UpdateAssumeRolePolicy",
            Resource: "arn:aws:iam::111122223333:role/newsletter/*",
          },
        ),
      ),
    ),
  },
  {
    id: "signer-passed-to-no-service-that-it-trusts",
    what: "Another role may pass all roles to functions, and the role that signs trusts EC2 alone.",
    source: pages.passRole,
    verdict: "accepted",
    resources: site(
      added(
        role("deployer", { Service: "codebuild.amazonaws.com" }),
        allowing("deployer-passes", "deployer", {
          Effect: "Allow",
          Action: ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
          Resource: "*",
        }),
      ),
    ),
  },
  {
    id: "signer-assumed-under-the-own-instance",
    what: "EC2 may assume the role for the own account's instances alone.",
    source: pages.trust,
    verdict: "accepted",
    resources: site(
      set(
        "site-role",
        "assumeRolePolicy",
        trusting({ Service: "ec2.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": "111122223333" } }),
      ),
    ),
  },
];

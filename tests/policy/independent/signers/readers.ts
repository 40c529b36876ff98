import { added, declared, output } from "../../misconfigurations/stackModel";
import { allowing, document, role, type Statement } from "../documents";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { FOREIGN_ROOT, PARAMETER, parameterSite, secretSite } from "./keys";

const OTHER = role("reports", { Service: "lambda.amazonaws.com" });
const SECRET = output("site-signing-key", "arn");

/** Lets another role do something. */
const otherMay = (...statements: Statement[]) =>
  added(OTHER, allowing("reports-may", "reports", ...statements));

/** Gives another role a policy of AWS. */
const otherHas = (policyName: string) =>
  added(
    OTHER,
    declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "reports-has", {
      role: output("reports", "name"),
      policyArn: `arn:aws:iam::aws:policy/${policyName}`,
    }),
  );

const secretPolicy = (statement: Statement) =>
  added(
    declared("aws:secretsmanager/secretPolicy:SecretPolicy", "site-signing-key-readers", {
      secretArn: SECRET,
      policy: document(statement),
    }),
  );

const READS: Statement = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: SECRET };

/** Stacks in which somebody else may read the private key. */
export const readers: readonly IndependentCase[] = [
  {
    id: "signing-secret-of-another-account",
    what: "The secret's policy lets another account read it.",
    source: pages.secretPolicies,
    verdict: "refused",
    resources: secretSite(secretPolicy({ ...READS, Resource: "*", Principal: { AWS: FOREIGN_ROOT } })),
    names: "site-signing-key",
  },
  {
    id: "signing-secret-policy-in-its-arguments",
    what: "The policy among the secret's arguments lets the whole account read it.",
    source: pages.secretPolicies,
    verdict: "refused",
    resources: secretSite((stack) => ({
      ...stack,
      resources: stack.resources.map((each) =>
        each.name === "site-signing-key"
          ? {
              ...each,
              props: {
                ...each.props,
                policy: document({
                  Effect: "Allow",
                  Principal: "*",
                  Action: "secretsmanager:*",
                  Resource: "*",
                  Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
                }),
              },
            }
          : each,
      ),
    })),
  },
  {
    id: "signing-secret-of-two-roles",
    what: "A second role may read the secret.",
    source: pages.secretActions,
    verdict: "refused",
    resources: secretSite(otherMay(READS)),
    names: "reports",
  },
  {
    id: "signing-secret-among-all",
    what: "A second role may read all secrets, by a pattern of actions.",
    source: pages.secretActions,
    verdict: "refused",
    resources: secretSite(otherMay({ Effect: "Allow", Action: "secretsmanager:Get*", Resource: "*" })),
  },
  {
    id: "signing-secret-by-pattern",
    what: "A second role may read the secrets whose names begin with site/.",
    source: pages.secretActions,
    verdict: "refused",
    resources: secretSite(
      otherMay({
        ...READS,
        Resource: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:site/*",
      }),
    ),
  },
  {
    id: "signing-secret-policy-may-be-rewritten",
    what: "A second role may put another policy on the secret.",
    source: pages.secretActions,
    verdict: "refused",
    resources: secretSite(
      otherMay({ Effect: "Allow", Action: "secretsmanager:PutResourcePolicy", Resource: SECRET }),
    ),
  },
  {
    id: "signing-secret-read-write",
    what: "A second role has AWS's policy SecretsManagerReadWrite.",
    source: pages.secretsReadWrite,
    verdict: "refused",
    resources: secretSite(otherHas("SecretsManagerReadWrite")),
  },
  {
    id: "signing-parameter-of-two-roles",
    what: "A second role may read the parameter.",
    source: pages.parameterAccess,
    verdict: "refused",
    resources: parameterSite(
      otherMay({ Effect: "Allow", Action: ["ssm:GetParameter", "ssm:GetParameters"], Resource: PARAMETER }),
    ),
  },
  {
    id: "signing-parameter-by-path",
    what: "A second role may read all parameters below /site.",
    source: pages.parameterPaths,
    verdict: "refused",
    resources: parameterSite(
      otherMay({
        Effect: "Allow",
        Action: "ssm:GetParametersByPath",
        Resource: "arn:aws:ssm:eu-west-1:111122223333:parameter/site",
      }),
    ),
  },
  {
    id: "signing-parameter-history",
    what: "A second role may read earlier values of all parameters.",
    source: pages.parameterAccess,
    verdict: "refused",
    resources: parameterSite(otherMay({ Effect: "Allow", Action: "ssm:GetParameterHistory", Resource: "*" })),
  },
  {
    id: "signing-parameter-of-a-managed-instance",
    what: "A bastion's role has AmazonSSMManagedInstanceCore, which allows to read all parameters.",
    source: pages.managedInstanceCore,
    verdict: "refused",
    resources: parameterSite(otherHas("AmazonSSMManagedInstanceCore")),
  },
  {
    id: "signing-parameter-of-readers",
    what: "A second role has AWS's policy AmazonSSMReadOnlyAccess.",
    source: pages.readOnlySsm,
    verdict: "refused",
    resources: parameterSite(otherHas("AmazonSSMReadOnlyAccess")),
  },
  {
    id: "signing-parameter-of-another-name",
    what: "The option says which names are keys, and a second role may read one.",
    source: pages.parameterAccess,
    verdict: "refused",
    resources: parameterSite(
      otherMay({
        Effect: "Allow",
        Action: "ssm:GetParameter",
        Resource: "arn:aws:ssm:eu-west-1:111122223333:parameter/vault/cf-private",
      }),
      added(
        allowing("site-reads-vault", "site-role", {
          Effect: "Allow",
          Action: "ssm:GetParameter",
          Resource: "arn:aws:ssm:eu-west-1:111122223333:parameter/vault/cf-private",
        }),
      ),
    ),
    options: { signingKeys: ["*cf-private*"] },
  },
];

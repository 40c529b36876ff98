import { added, declared, output, set, type Value } from "../../misconfigurations/stackModel";
import { site } from "../base";
import { allowing, document, role } from "../documents";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { FOREIGN_ROOT, ROOT } from "./keys";

const GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const SIGNER = output("site-role", "arn");

/** Has somebody assume the site's role besides EC2. */
function alsoAssumedBy(principal: Value, condition?: Value, action = "sts:AssumeRole") {
  return set(
    "site-role",
    "assumeRolePolicy",
    document(
      { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
      {
        Effect: "Allow",
        Principal: principal,
        Action: action,
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ),
  );
}

const federated = (audience: string, more: Record<string, Record<string, string>> = {}) => ({
  StringEquals: { "token.actions.githubusercontent.com:aud": audience },
  ...more,
});

/** Stacks in which others may become the role that signs. */
export const trust: readonly IndependentCase[] = [
  {
    id: "signer-assumed-by-everybody",
    what: "Everybody may assume the role that signs.",
    source: pages.principals,
    verdict: "refused",
    resources: site(alsoAssumedBy({ AWS: "*" })),
    names: "site-role",
  },
  {
    id: "signer-assumed-by-another-account",
    what: "Another account may assume the role that signs.",
    source: pages.principals,
    verdict: "refused",
    resources: site(alsoAssumedBy({ AWS: FOREIGN_ROOT })),
  },
  {
    id: "signer-assumed-by-another-account-with-external-id",
    what: "Another account may assume the role that signs, if it knows an identifier.",
    source: pages.trust,
    verdict: "refused",
    resources: site(
      alsoAssumedBy({ AWS: "444455556666" }, { StringEquals: { "sts:ExternalId": "partner-7" } }),
    ),
  },
  {
    id: "signer-assumed-by-any-repository",
    what: "Each repository of the identity provider may assume the role: the condition is on the audience alone.",
    source: pages.oidc,
    verdict: "refused",
    resources: site(
      alsoAssumedBy({ Federated: GITHUB }, federated("sts.amazonaws.com"), "sts:AssumeRoleWithWebIdentity"),
    ),
  },
  {
    id: "signer-assumed-by-repositories-by-pattern",
    what: "The pattern of repositories that may assume the role admits them all.",
    source: pages.oidc,
    verdict: "refused",
    resources: site(
      alsoAssumedBy(
        { Federated: GITHUB },
        federated("sts.amazonaws.com", {
          StringLike: { "token.actions.githubusercontent.com:sub": "repo:*:ref:refs/heads/main" },
        }),
        "sts:AssumeRoleWithWebIdentity",
      ),
    ),
  },
  {
    id: "signer-assumed-by-guests",
    what: "Guests of an identity pool may assume the role.",
    source: pages.principals,
    verdict: "refused",
    resources: site(
      alsoAssumedBy(
        { Federated: "cognito-identity.amazonaws.com" },
        {
          StringEquals: {
            "cognito-identity.amazonaws.com:aud": "eu-west-1:2f1c7a9e-3c55-4b0e-9f60-1f4d3b6c2f11",
          },
          "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "unauthenticated" },
        },
        "sts:AssumeRoleWithWebIdentity",
      ),
    ),
  },
  {
    id: "signer-assumed-by-own-account",
    what: "The own account may assume the role, and a policy of another role allows to assume all roles.",
    source: pages.evaluation,
    verdict: "refused",
    resources: site(
      alsoAssumedBy({ AWS: ROOT }),
      added(
        role("support", { Service: "lambda.amazonaws.com" }),
        allowing("support-assumes", "support", { Effect: "Allow", Action: "sts:*", Resource: "*" }),
      ),
    ),
  },
  {
    id: "signer-assumed-by-users-of-a-group",
    what: "The own account may assume the role, and a group of users is allowed to.",
    source: pages.inlinePolicies,
    verdict: "refused",
    resources: site(
      alsoAssumedBy({ AWS: "111122223333" }),
      added(
        declared("aws:iam/group:Group", "developers", {}),
        declared("aws:iam/groupPolicy:GroupPolicy", "developers-assume", {
          group: output("developers", "name"),
          policy: document({ Effect: "Allow", Action: "sts:AssumeRole", Resource: SIGNER }),
        }),
      ),
    ),
  },
  {
    id: "signer-assumed-by-a-chain",
    what: "A second role may assume the role that signs, and another account the second one.",
    source: pages.roleChains,
    verdict: "refused",
    resources: site(
      added(role("partner", { AWS: FOREIGN_ROOT })),
      alsoAssumedBy({ AWS: output("partner", "arn") }),
    ),
  },
  {
    id: "signer-assumed-by-role-of-a-function",
    what: "The role of a function, which anybody may call by its URL, may assume the role that signs.",
    source: pages.roleChains,
    verdict: "refused",
    resources: site(
      added(
        role("helpdesk", { Service: "lambda.amazonaws.com" }),
        declared("aws:lambda/function:Function", "helpdesk-function", {
          role: output("helpdesk", "arn"),
          runtime: "nodejs22.x",
          handler: "index.handler",
          s3Bucket: "release-artifacts",
          s3Key: "helpdesk.zip",
        }),
        declared("aws:lambda/functionUrl:FunctionUrl", "helpdesk-url", {
          functionName: output("helpdesk-function", "name"),
          authorizationType: "NONE",
        }),
      ),
      alsoAssumedBy({ AWS: output("helpdesk", "arn") }),
    ),
  },
  {
    id: "signer-trust-may-be-rewritten",
    what: "Another role may change who may assume the role that signs.",
    source: pages.trust,
    verdict: "refused",
    resources: site(
      added(
        role("deployer", { Service: "codebuild.amazonaws.com" }),
        allowing("deployer-trust", "deployer", {
          Effect: "Allow",
          Action: "iam:UpdateAssumeRolePolicy",
          Resource: SIGNER,
        }),
      ),
    ),
    // A preview does not know a policy that names the role, and one that only reads the role looks the same.
    moments: ["known"],
    names: "deployer",
  },
  {
    id: "signer-may-be-passed",
    what: "Another role may start instances and pass them the role that signs.",
    source: pages.passRole,
    verdict: "refused",
    resources: site(
      added(
        role("deployer", { Service: "codebuild.amazonaws.com" }),
        allowing("deployer-passes", "deployer", {
          Effect: "Allow",
          Action: ["iam:PassRole", "ec2:RunInstances"],
          Resource: "*",
        }),
      ),
    ),
    names: "deployer",
  },
  {
    id: "signer-assumed-under-a-wrong-condition",
    what: "Everybody may assume the role but from one network.",
    source: pages.trust,
    verdict: "refused",
    resources: site(alsoAssumedBy({ AWS: "*" }, { NotIpAddress: { "aws:SourceIp": "198.51.100.0/24" } })),
  },
  {
    id: "signer-assumed-not-principal",
    what: "Everybody but one user may assume the role.",
    source: pages.notPrincipal,
    verdict: "refused",
    resources: site(
      set(
        "site-role",
        "assumeRolePolicy",
        document(
          { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
          {
            Effect: "Allow",
            NotPrincipal: { AWS: "arn:aws:iam::111122223333:user/intern" },
            Action: "sts:AssumeRole",
          },
        ),
      ),
    ),
  },
];

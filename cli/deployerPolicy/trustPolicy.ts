/** The trust policy of a role for GitHub Actions workflows. */

/** The workflows that may assume the role. */
export interface GitHubSubject {
  /** `owner/name`. */
  readonly repository: string;
  readonly branch?: string | undefined;
  readonly environment?: string | undefined;
}

const issuer = "token.actions.githubusercontent.com";

/**
 * Makes the policy that lets the workflows of one branch or environment of a repository assume a role, through GitHub's
 * OpenID Connect provider in the account.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export function trustPolicy(
  { repository, branch = "main", environment }: GitHubSubject,
  { partition, accountId }: { partition: string; accountId: string },
): object {
  const workflows = environment === undefined ? `ref:refs/heads/${branch}` : `environment:${environment}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:${partition}:iam::${accountId}:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: `repo:${repository}:${workflows}`,
          },
        },
      },
    ],
  };
}

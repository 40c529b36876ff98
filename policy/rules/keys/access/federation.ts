import type { Condition, Statement } from "../../../values/policyDocuments";

/** Claims that name the identity which an identity provider vouches for. */
const subjects = /:(?:sub|user_id|id|repository|repository_id|job_workflow_ref)$/;
const narrowing = /^string(?:equals|like)(?:ignorecase)?$/;

/**
 * Returns why the identities of a provider that can assume a role are not one: no condition names the subject, or with a
 * wildcard that takes any. A wildcard after the repository, the project or the workspace is fine.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export function federationProblem(provider: string, { conditions }: Statement): string | undefined {
  const named = conditions.filter(({ operator }) => narrowing.test(operator));
  if (provider.includes(":saml-provider/")) {
    const isOne = named.some(({ key, values }) => key === "saml:sub" && values.every(isLiteral));
    return isOne ? undefined : "everyone in the SAML identity provider can assume the role";
  }
  if (provider === "cognito-identity.amazonaws.com") {
    return cognitoProblem(conditions);
  }
  const subject = named.find(({ key }) => subjects.test(key));
  if (subject === undefined) {
    return "no condition names the subject, so every identity of the OIDC provider can assume the role";
  }
  return subject.values.length > 0 && subject.values.every((value) => isOneSubject(subject.key, value))
    ? undefined
    : "the condition on the subject has a wildcard for many identities of the OIDC provider";
}

function cognitoProblem(conditions: readonly Condition[]): string {
  const claim = (name: string) =>
    conditions.find(({ key }) => key === `cognito-identity.amazonaws.com:${name}`)?.values ?? [];
  if (claim("aud").length === 0) {
    return "no condition names the identity pool, so every identity pool of Cognito can assume the role";
  }
  return claim("amr").includes("authenticated")
    ? "every user who signs in to the identity pool can assume the role"
    : "everyone can assume the role through the identity pool, without signing in";
}

/** Returns whether a pattern of a subject takes the identities of one project only. */
function isOneSubject(key: string, pattern: string): boolean {
  if (isLiteral(pattern)) {
    return true;
  }
  if (!key.endsWith(":sub")) {
    return false;
  }
  const parts = pattern.split(":");
  switch (parts[0]) {
    case "repo":
    case "project_path":
      // GitHub: repo:OWNER/REPOSITORY:…; GitLab: project_path:GROUP/PROJECT:…
      return parts.length > 2 && /^[^/*?]+\/[^*?]+$/.test(parts[1] ?? "");
    case "organization":
      // Terraform Cloud: organization:O:project:P:workspace:W:run_phase:…
      return parts.length > 6 && isLiteral(parts.slice(0, 6).join(":"));
    default:
      return false;
  }
}

function isLiteral(value: string): boolean {
  return !/[*?]/.test(value);
}

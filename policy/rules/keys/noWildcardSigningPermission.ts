import type { AttachedPolicy, Permission } from "../../resources/access/permissions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { coversAction, matchesIam, type Statement } from "../../values/policyDocuments";
import { awsBestPractices } from "../awsBestPractices";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Actions that give access to a signing key, in KMS, Secrets Manager or Parameter Store. */
const signingActions = [
  "kms:Sign",
  "kms:CreateGrant",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
];

/** AWS managed policies that allow one of them on all resources. */
const wideManagedPolicies = [
  "AdministratorAccess",
  "PowerUserAccess",
  "SecretsManagerReadWrite",
  "AmazonSSMFullAccess",
  "AmazonSSMReadOnlyAccess",
];

/** IAM policies do not allow signing with every key. */
export const noWildcardSigningPermission: Rule = {
  name: "no-wildcard-signing-permission",
  displayName: "No wildcard signing permission",
  description: "No IAM policy allows signing with all keys, or reading all secrets or parameters.",
  rationale: "Such a policy covers the signing key as well, even if it was meant for other keys.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "keys", "least privilege"],
  remediationSteps: "List the actions, and the ARN of the one key, secret or parameter that is needed.",
  framework: awsBestPractices(
    "KMS.1, KMS.2, IAM.21",
    "Policies do not allow wildcard actions, nor decryption with all keys.",
  ),
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  scope: "resource",
  types: [
    t.rolePolicy,
    t.userPolicy,
    t.groupPolicy,
    t.policy,
    t.role,
    t.rolePolicyAttachment,
    t.userPolicyAttachment,
    t.groupPolicyAttachment,
    t.policyAttachment,
  ],
  options: [],
  onUnknown: "defer",
  check: (model) => [
    ...model.permissions.flatMap(findingsIn),
    ...model.attachedPolicies.flatMap(findingsInAttachment),
  ],
};

function findingsIn({ urn, document }: Permission): Finding[] {
  if (document.state === "unknown") {
    return [unknownFinding(urn, document.field, "this may allow signing with all keys")];
  }
  if (document.state === "absent") {
    return [];
  }
  return document.statements
    .filter((statement) => statement.allows && coversEverything(statement))
    .flatMap((statement) => {
      const use = signingActions.find((action) => coversAction(statement, action));
      const why = `this allows ${use ?? ""} on every resource, including the signing key`;
      const fix = "List the ARN of the one resource that is needed, and the actions";
      return use === undefined ? [] : [{ urn, path: document.path, why, fix }];
    })
    .slice(0, 1);
}

/** Returns whether a statement covers all resources of a kind. */
function coversEverything({ resources, exceptResources }: Statement): boolean {
  return (
    exceptResources ||
    resources.some((resource) =>
      // No resource has these ARNs; only a pattern for all resources of the kind matches them.
      [
        "arn:aws:kms:eu-west-1:000000000000:key/~",
        "arn:aws:secretsmanager:eu-west-1:000000000000:secret:~",
        "arn:aws:ssm:eu-west-1:000000000000:parameter/~",
      ].some((arn) =>
        matchesIam(
          resource.replace(/:(?:[a-z]{2}(?:-[a-z]+)+-\d|\*?):(?:\d{12}|\*?):/, ":eu-west-1:000000000000:"),
          arn,
        ),
      ),
    )
  );
}

function findingsInAttachment({ urn, policyArn }: AttachedPolicy): Finding[] {
  const name = policyArn.state === "known" ? policyArn.value.replace(/^.*\//, "") : "";
  const isAwsManaged = policyArn.state === "known" && /^arn:[^:]+:iam::aws:/.test(policyArn.value);
  if (!isAwsManaged || !wideManagedPolicies.includes(name)) {
    return [];
  }
  const why = `the policy ${name} gives access to every signing key, secret or parameter`;
  return [{ urn, path: policyArn.path, why, fix: "Attach a policy that lists only what is needed" }];
}

import type { Options } from "../../options/options";
import type { AttachedPolicy } from "../../resources/access/attachedPolicies";
import { awsManagedName } from "../../resources/access/awsManagedPolicies";
import type { Permission } from "../../resources/access/permissions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { known } from "../../values/field";
import { matchesName } from "../../values/namePatterns";
import { coversAction, matchesIam, type Statement } from "../../values/policyDocuments";
import { awsBestPractices } from "../awsBestPractices";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { isHarmlessGrant } from "./access/keyUsers";

/** ARNs that no resource has: only a pattern for all resources of the kind matches them. */
const sampleArns: Readonly<Record<string, string>> = {
  kms: "arn:aws:kms:eu-west-1:000000000000:key/~",
  secretsmanager: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:~",
  ssm: "arn:aws:ssm:eu-west-1:000000000000:parameter/~",
};

/** Actions that give access to a signing key, in KMS, Secrets Manager or Parameter Store. */
const signingActions = [
  "kms:Sign",
  "kms:CreateGrant",
  "kms:PutKeyPolicy",
  "secretsmanager:GetSecretValue",
  "secretsmanager:PutResourcePolicy",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "ssm:GetParameterHistory",
];

/**
 * AWS managed policies that are wide on purpose. AmazonSSMManagedInstanceCore and ReadOnlyAccess read all parameters, too, but
 * neither secrets nor with keys in KMS, and instances and auditors need them; signing-key-has-one-user counts them where a
 * parameter holds the key.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
 */
const wideManagedPolicies = [
  "AdministratorAccess",
  "PowerUserAccess",
  "SecretsManagerReadWrite",
  "AWSSecretsManagerClientReadOnlyAccess",
  "AmazonSSMAutomationRole",
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
    t.rolePolicyAttachmentsExclusive,
    t.userPolicyAttachmentsExclusive,
    t.groupPolicyAttachmentsExclusive,
    t.permissionSetInlinePolicy,
    t.permissionSetManagedPolicy,
  ],
  options: ["signingKeys"],
  onUnknown: "defer",
  check: (model, { signingKeys }) => [
    ...model.permissions.flatMap((permission) => findingsIn(permission, signingKeys)),
    ...model.attachedPolicies.flatMap(findingsInAttachment),
  ],
};

function findingsIn({ urn, document }: Permission, signingKeys: Options["signingKeys"]): Finding[] {
  if (document.state === "unknown") {
    return [unknownFinding(urn, document.field, "this may allow signing with all keys")];
  }
  if (document.state === "absent") {
    return [];
  }
  const { statements } = document;
  const actions = signingActions.filter((action) => !deniesSigningKeys(statements, action, signingKeys));
  return statements
    .filter(({ allows }) => allows)
    .flatMap((statement) => {
      const use = actions.find((action) => allowsOnEverything(statement, action));
      const why = `this allows ${use ?? ""} on every resource, including the signing key`;
      const fix = "List the ARN of the one resource that is needed, and the actions";
      return use === undefined ? [] : [{ urn, path: document.path, why, fix }];
    })
    .slice(0, 1);
}

/**
 * Returns whether a document denies an action on a signing key, whatever else it allows: on a key in KMS, or on a secret or
 * parameter with the name of a signing key. Whether it is the right one is for signing-key-has-one-user to tell.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html
 */
function deniesSigningKeys(
  statements: readonly Statement[],
  action: string,
  signingKeys: readonly string[],
): boolean {
  return statements.some(
    (statement) =>
      !statement.allows &&
      !statement.hasConditions &&
      !statement.exceptResources &&
      coversAction(statement, action) &&
      statement.resources.some((resource) => {
        const [, name] =
          /^arn:[^:]+:[a-z]+:[^:]*:[^:]*:(?:key|secret:|parameter)\/?(.+)$/.exec(resource) ?? [];
        const isKey = action.startsWith("kms:") || signingKeys.some((each) => matchesName(each, name ?? ""));
        return resource === "*" || (name !== undefined && isKey);
      }),
  );
}

/** Returns whether a statement allows an action on all resources of the action's service. */
function allowsOnEverything(statement: Statement, action: string): boolean {
  const [service = ""] = action.split(":");
  const { resources, exceptResources, conditions } = statement;
  // KMS signs for no other service, and a tag or an alias chooses single resources.
  const isNarrowed = conditions.some(
    ({ key, operator }) =>
      (key === "kms:viaservice" && service === "kms") ||
      (/^(?:(?:aws|kms|ssm|secretsmanager):resourcetag\/|kms:resourcealiases$)/.test(key) &&
        /^(?:foranyvalue:)?string(?:equals|like)$/.test(operator)),
  );
  if (!coversAction(statement, action) || isNarrowed) {
    return false;
  }
  if (action === "kms:CreateGrant" && isHarmlessGrant(statement)) {
    return false;
  }
  return exceptResources || resources.some((resource) => isEvery(resource, sampleArns[service] ?? ""));
}

function isEvery(resource: string, arn: string): boolean {
  const placed = resource.replace(
    /:(?:[a-z]{2}(?:-[a-z]+)+-\d|\*?):(?:\d{12}|\*?):/,
    ":eu-west-1:000000000000:",
  );
  return matchesIam(placed, arn);
}

function findingsInAttachment({ urn, policyArn }: AttachedPolicy): Finding[] {
  const name = awsManagedName(known(policyArn) ?? "");
  if (name === undefined || !wideManagedPolicies.includes(name)) {
    return [];
  }
  const why = `the policy ${name} gives access to every signing key, secret or parameter`;
  return [{ urn, path: policyArn.path, why, fix: "Attach a policy that lists only what is needed" }];
}

import { resourceTypes as t } from "../../resources/resourceTypes";
import type { AttachedPolicy, Permission } from "../../resources/storage/permissions";
import { coversAction, like, type Statement } from "../../values/policyDocuments";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** What gives the use of a signing key, wherever it is kept. */
const uses = [
  "kms:Sign",
  "kms:CreateGrant",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
];

/** AWS's own policies that allow one of them on everything. */
const wide = [
  "AdministratorAccess",
  "PowerUserAccess",
  "SecretsManagerReadWrite",
  "AmazonSSMFullAccess",
  "AmazonSSMReadOnlyAccess",
];

/** Nobody may sign with whatever key there is. */
export const noWildcardSigningPermission: Rule = {
  name: "no-wildcard-signing-permission",
  displayName: "No wildcard signing permission",
  description: "No IAM policy allows to sign with all keys, or to read all secrets or parameters.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "keys", "least privilege"],
  remediationSteps: "Name the actions, and the ARN of the one key, secret or parameter that is needed.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "KMS.1, KMS.2, IAM.21",
    specification: "Policies do not allow wildcard actions, nor decryption with all keys.",
  },
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  level: "resource",
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
  check: (model) => [...model.permissions.flatMap(judge), ...model.attachedPolicies.flatMap(judgeAttached)],
};

function judge({ urn, document }: Permission): Finding[] {
  if (document.state === "unknown") {
    return [unseen(urn, document.field, "this may allow to sign with all keys")];
  }
  if (document.state === "absent") {
    return [];
  }
  return document.statements
    .filter((statement) => statement.allows && coversEverything(statement))
    .flatMap((statement) => {
      const use = uses.find((action) => coversAction(statement, action));
      const why = `this allows ${use ?? ""} on every resource, so also with the signing key`;
      const fix = "Name the ARN of the one resource that is needed, and the actions";
      return use === undefined ? [] : [{ urn, path: document.path, why, fix }];
    })
    .slice(0, 1);
}

/** Whether a statement's resources are all there are of a kind, and not one of them. */
function coversEverything({ resources, exceptResources }: Statement): boolean {
  return (
    exceptResources ||
    resources.some((resource) =>
      // No key, secret or parameter is called so; only a pattern for all of them matches.
      [
        "arn:aws:kms:eu-west-1:000000000000:key/~",
        "arn:aws:secretsmanager:eu-west-1:000000000000:secret:~",
        "arn:aws:ssm:eu-west-1:000000000000:parameter/~",
      ].some((arn) =>
        like(
          resource.replace(/:(?:[a-z]{2}(?:-[a-z]+)+-\d|\*?):(?:\d{12}|\*?):/, ":eu-west-1:000000000000:"),
          arn,
        ),
      ),
    )
  );
}

function judgeAttached({ urn, policyArn }: AttachedPolicy): Finding[] {
  const name = policyArn.state === "known" ? policyArn.value.replace(/^.*\//, "") : "";
  const isOfAws = policyArn.state === "known" && /^arn:[^:]+:iam::aws:/.test(policyArn.value);
  if (!isOfAws || !wide.includes(name)) {
    return [];
  }
  const why = `the policy ${name} allows the use of every signing key, secret or parameter`;
  return [{ urn, path: policyArn.path, why, fix: "Attach a policy that names what is needed" }];
}

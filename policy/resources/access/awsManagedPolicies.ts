import type { Statement } from "../../values/policyDocuments";

/**
 * What AWS's managed policies allow on all resources, as far as it concerns signing keys. A policy that is not listed, such
 * as AWSKeyManagementServicePowerUser, allows none of it.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const actions: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ["*"],
  "AdministratorAccess-Amplify": ["sts:AssumeRole"],
  AmazonEC2RoleforSSM: ["ssm:GetParameters"],
  AmazonElasticFileSystemsUtils: ["ssm:GetParameter", "ssm:GetParameters"],
  AmazonLaunchWizardFullAccessV2: ["ssm:GetParameter*"],
  AmazonMSKFullAccess: ["kms:CreateGrant"],
  AmazonSSMAutomationRole: ["ssm:*"],
  AmazonSSMFullAccess: ["ssm:*"],
  AmazonSSMMaintenanceWindowRole: ["ssm:GetParameters"],
  AmazonSSMManagedInstanceCore: ["ssm:GetParameter", "ssm:GetParameters"],
  AmazonSSMReadOnlyAccess: ["ssm:Get*"],
  AWSSecretsManagerClientReadOnlyAccess: ["secretsmanager:GetSecretValue"],
  PowerUserAccess: ["kms:*", "secretsmanager:*", "ssm:*", "sts:*"],
  ReadOnlyAccess: ["ssm:Get*"],
  SecretsManagerReadWrite: ["secretsmanager:*"],
};

/** Returns the name of a managed policy of AWS; `undefined` for a policy of an account. */
export function awsManagedName(arn: string): string | undefined {
  return /^arn:[^:]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
}

/** Returns what a managed policy of AWS allows on all resources. */
export function awsManagedStatements(name: string): readonly Statement[] {
  const allowed = Object.hasOwn(actions, name) ? (actions[name] ?? []) : [];
  return [
    {
      allows: true,
      principals: [],
      namedPrincipals: [],
      exceptPrincipals: [],
      actions: allowed,
      exceptActions: false,
      resources: ["*"],
      exceptResources: false,
      hasConditions: false,
      conditions: [],
    },
  ];
}

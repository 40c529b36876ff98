/** Calls for roles, keys, secrets, parameters, users, certificates and DNS records. */
import { type CallTable, ENCRYPTING, serviceLinkedRole } from "./typeCalls";

/** Calls by resource type. */
export const identityCalls: CallTable = {
  "aws:iam/role:Role": {
    create: ["iam:CreateRole role", "iam:TagRole role"],
    read: ["iam:GetRole role", "iam:ListRolePolicies role", "iam:ListAttachedRolePolicies role"],
    update: [
      "iam:UpdateAssumeRolePolicy role",
      "iam:UpdateRole role",
      "iam:UpdateRoleDescription role",
      "iam:TagRole role",
      "iam:UntagRole role",
    ],
    delete: ["iam:ListInstanceProfilesForRole role", "iam:DeleteRole role"],
  },
  "aws:iam/rolePolicy:RolePolicy": {
    create: ["iam:PutRolePolicy role"],
    read: ["iam:GetRolePolicy role"],
    update: ["iam:PutRolePolicy role"],
    delete: ["iam:DeleteRolePolicy role"],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    create: ["iam:AttachRolePolicy role"],
    read: ["iam:ListAttachedRolePolicies role"],
    update: ["iam:AttachRolePolicy role"],
    delete: ["iam:DetachRolePolicy role"],
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    create: [
      "iam:CreateInstanceProfile instance-profile",
      "iam:AddRoleToInstanceProfile instance-profile",
      "iam:TagInstanceProfile instance-profile",
      "iam:PassRole passed-role",
    ],
    read: ["iam:GetInstanceProfile instance-profile"],
    update: [
      "iam:AddRoleToInstanceProfile instance-profile",
      "iam:RemoveRoleFromInstanceProfile instance-profile",
      "iam:TagInstanceProfile instance-profile",
      "iam:UntagInstanceProfile instance-profile",
    ],
    delete: [
      "iam:RemoveRoleFromInstanceProfile instance-profile",
      "iam:DeleteInstanceProfile instance-profile",
    ],
  },
  "aws:kms/key:Key": {
    create: ["kms:CreateKey", "kms:PutKeyPolicy key", "kms:TagResource key"],
    read: [
      "kms:DescribeKey key",
      "kms:GetKeyPolicy key",
      "kms:GetKeyRotationStatus key",
      "kms:ListResourceTags key",
    ],
    update: [
      "kms:PutKeyPolicy key",
      "kms:UpdateKeyDescription key",
      "kms:EnableKeyRotation key",
      "kms:DisableKeyRotation key",
      "kms:EnableKey key",
      "kms:DisableKey key",
      "kms:TagResource key",
      "kms:UntagResource key",
    ],
    delete: ["kms:ScheduleKeyDeletion key"],
  },
  "aws:kms/replicaKey:ReplicaKey": {
    create: [
      "kms:ReplicateKey primary-key",
      "kms:CreateKey",
      "kms:PutKeyPolicy key",
      "kms:TagResource key",
      serviceLinkedRole("mrk.kms.amazonaws.com"),
    ],
    read: [
      "kms:DescribeKey key",
      "kms:GetKeyPolicy key",
      "kms:GetKeyRotationStatus key",
      "kms:ListResourceTags key",
    ],
    update: [
      "kms:PutKeyPolicy key",
      "kms:UpdateKeyDescription key",
      "kms:EnableKey key",
      "kms:DisableKey key",
      "kms:TagResource key",
      "kms:UntagResource key",
    ],
    delete: ["kms:ScheduleKeyDeletion key"],
  },
  "aws:kms/alias:Alias": {
    create: ["kms:CreateAlias alias key"],
    read: ["kms:ListAliases"],
    update: ["kms:UpdateAlias alias key"],
    delete: ["kms:DeleteAlias alias key"],
  },
  "aws:secretsmanager/secret:Secret": {
    create: ["secretsmanager:CreateSecret secret", "secretsmanager:TagResource secret"],
    read: ["secretsmanager:DescribeSecret secret", "secretsmanager:GetResourcePolicy secret"],
    update: [
      "secretsmanager:UpdateSecret secret",
      "secretsmanager:TagResource secret",
      "secretsmanager:UntagResource secret",
      ...ENCRYPTING,
    ],
    delete: ["secretsmanager:DeleteSecret secret"],
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    create: ["secretsmanager:PutSecretValue secret", ...ENCRYPTING],
    read: [
      "secretsmanager:GetSecretValue secret",
      "secretsmanager:ListSecretVersionIds secret",
      "kms:Decrypt encryption-key",
    ],
    update: ["secretsmanager:PutSecretValue secret", "secretsmanager:UpdateSecretVersionStage secret"],
    delete: ["secretsmanager:UpdateSecretVersionStage secret"],
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    create: ["secretsmanager:PutResourcePolicy secret"],
    read: ["secretsmanager:GetResourcePolicy secret"],
    update: ["secretsmanager:PutResourcePolicy secret"],
    delete: ["secretsmanager:DeleteResourcePolicy secret"],
  },
  "aws:ssm/document:Document": {
    create: ["ssm:CreateDocument document", "ssm:AddTagsToResource document"],
    read: [
      "ssm:DescribeDocument document",
      "ssm:GetDocument document",
      "ssm:DescribeDocumentPermission document",
      "ssm:ListTagsForResource document",
    ],
    update: [
      "ssm:UpdateDocument document",
      "ssm:UpdateDocumentDefaultVersion document",
      "ssm:AddTagsToResource document",
      "ssm:RemoveTagsFromResource document",
    ],
    delete: ["ssm:DeleteDocument document"],
  },
  "aws:ssm/parameter:Parameter": {
    create: ["ssm:PutParameter parameter", "ssm:AddTagsToResource parameter"],
    read: ["ssm:GetParameter parameter", "ssm:DescribeParameters", "ssm:ListTagsForResource parameter"],
    update: [
      "ssm:PutParameter parameter",
      "ssm:AddTagsToResource parameter",
      "ssm:RemoveTagsFromResource parameter",
    ],
    delete: ["ssm:DeleteParameter parameter"],
  },
  "aws:cognito/userPool:UserPool": {
    create: [
      "cognito-idp:CreateUserPool",
      "cognito-idp:SetUserPoolMfaConfig userpool",
      "cognito-idp:TagResource userpool",
    ],
    read: ["cognito-idp:DescribeUserPool userpool", "cognito-idp:GetUserPoolMfaConfig userpool"],
    update: [
      "cognito-idp:UpdateUserPool userpool",
      "cognito-idp:AddCustomAttributes userpool",
      "cognito-idp:SetUserPoolMfaConfig userpool",
      "cognito-idp:TagResource userpool",
      "cognito-idp:UntagResource userpool",
      "cognito-idp:ListTagsForResource userpool",
    ],
    delete: ["cognito-idp:UpdateUserPool userpool", "cognito-idp:DeleteUserPool userpool"],
  },
  "aws:cognito/userPoolDomain:UserPoolDomain": {
    create: ["cognito-idp:CreateUserPoolDomain userpool"],
    read: ["cognito-idp:DescribeUserPoolDomain"],
    update: ["cognito-idp:UpdateUserPoolDomain userpool"],
    delete: ["cognito-idp:DeleteUserPoolDomain userpool"],
  },
  "aws:cognito/userPoolClient:UserPoolClient": {
    create: ["cognito-idp:CreateUserPoolClient userpool"],
    read: ["cognito-idp:DescribeUserPoolClient userpool"],
    update: ["cognito-idp:UpdateUserPoolClient userpool"],
    delete: ["cognito-idp:DeleteUserPoolClient userpool"],
  },
  "aws:cognito/userGroup:UserGroup": {
    create: ["cognito-idp:CreateGroup userpool"],
    read: ["cognito-idp:GetGroup userpool"],
    update: ["cognito-idp:UpdateGroup userpool"],
    delete: ["cognito-idp:DeleteGroup userpool"],
  },
  "aws:acm/certificate:Certificate": {
    create: ["acm:RequestCertificate", "acm:AddTagsToCertificate certificate"],
    read: ["acm:DescribeCertificate certificate", "acm:ListTagsForCertificate certificate"],
    update: [
      "acm:UpdateCertificateOptions certificate",
      "acm:AddTagsToCertificate certificate",
      "acm:RemoveTagsFromCertificate certificate",
    ],
    delete: ["acm:DeleteCertificate certificate"],
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    create: ["acm:DescribeCertificate certificate"],
    read: ["acm:DescribeCertificate certificate"],
    update: ["acm:DescribeCertificate certificate"],
    delete: [],
  },
  "aws:route53/record:Record": {
    create: ["route53:ChangeResourceRecordSets hostedzone", "route53:GetChange change"],
    read: ["route53:GetHostedZone hostedzone", "route53:ListResourceRecordSets hostedzone"],
    update: ["route53:ChangeResourceRecordSets hostedzone", "route53:GetChange change"],
    delete: ["route53:ChangeResourceRecordSets hostedzone", "route53:GetChange change"],
  },
};

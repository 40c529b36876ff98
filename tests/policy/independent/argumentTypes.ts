import type * as cloudfront from "@pulumi/aws/cloudfront";
import type * as ecs from "@pulumi/aws/ecs";
import type * as iam from "@pulumi/aws/iam";
import type * as kms from "@pulumi/aws/kms";
import type * as lambda from "@pulumi/aws/lambda";
import type * as s3 from "@pulumi/aws/s3";
import type * as s3control from "@pulumi/aws/s3control";
import type * as ssoadmin from "@pulumi/aws/ssoadmin";

/** Adds the types that only the independent cases use to those of the fixtures. */
declare module "../misconfigurations/stackModel/arguments" {
  interface ArgumentsOf {
    "aws:cloudfront/function:Function": cloudfront.FunctionArgs;
    "aws:cloudfront/originAccessIdentity:OriginAccessIdentity": cloudfront.OriginAccessIdentityArgs;
    "aws:ecs/taskDefinition:TaskDefinition": ecs.TaskDefinitionArgs;
    "aws:iam/group:Group": iam.GroupArgs;
    "aws:iam/groupPolicy:GroupPolicy": iam.GroupPolicyArgs;
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": iam.GroupPolicyAttachmentArgs;
    "aws:iam/policyAttachment:PolicyAttachment": iam.PolicyAttachmentArgs;
    "aws:iam/user:User": iam.UserArgs;
    "aws:iam/userPolicy:UserPolicy": iam.UserPolicyArgs;
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": iam.UserPolicyAttachmentArgs;
    "aws:kms/replicaKey:ReplicaKey": kms.ReplicaKeyArgs;
    "aws:lambda/alias:Alias": lambda.AliasArgs;
    "aws:lambda/permission:Permission": lambda.PermissionArgs;
    "aws:s3/accessPoint:AccessPoint": s3.AccessPointArgs;
    "aws:s3/bucketObject:BucketObject": s3.BucketObjectArgs;
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": s3.BucketOwnershipControlsArgs;
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": s3.BucketWebsiteConfigurationArgs;
    "aws:s3control/accessPointPolicy:AccessPointPolicy": s3control.AccessPointPolicyArgs;
    "aws:ssoadmin/permissionSet:PermissionSet": ssoadmin.PermissionSetArgs;
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": ssoadmin.PermissionSetInlinePolicyArgs;
  }
}

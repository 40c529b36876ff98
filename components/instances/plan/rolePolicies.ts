import { policyDocument } from "../../internal/policyDocument";

/**
 * Allows Session Manager on an instance. AWS's managed policy would also let the role read every parameter of the account,
 * the signing keys of other sites among them.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCloud9SSMInstanceProfile.html
 */
export function sessionManagerGrant(): string {
  return policyDocument([
    {
      Sid: "SessionManagerOnly",
      Effect: "Allow",
      Action: [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      // These actions have no resources in IAM: they concern the calling instance.
      Resource: "*",
    },
  ]);
}

/** Returns the trust policy of a role for EC2 instances. */
export function instanceTrust(): string {
  const principal = { Service: "ec2.amazonaws.com" };
  return policyDocument([
    { Sid: "InstancesOnly", Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" },
  ]);
}

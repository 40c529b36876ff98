import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "../internal/componentContext";
import { instanceTrust, sessionManagerGrant } from "./plan/rolePolicies";

/** A role of instances that was created here. */
export interface InstanceRole {
  name: pulumi.Output<string>;
  arn: pulumi.Output<string>;
  profileArn: pulumi.Output<string>;
}

/** Creates the role of the instances, which allows Session Manager and nothing else. */
export function createInstanceRole({ name, parent, tags }: ComponentContext): InstanceRole {
  const child = { parent };
  const role = new iam.Role(
    `${name}-role`,
    { assumeRolePolicy: instanceTrust(), description: `Instances of ${name}`, tags },
    child,
  );
  new iam.RolePolicy(`${name}-session-manager`, { role: role.name, policy: sessionManagerGrant() }, child);
  const profile = new iam.InstanceProfile(`${name}-profile`, { role: role.name, tags }, child);
  return { name: role.name, arn: role.arn, profileArn: profile.arn };
}

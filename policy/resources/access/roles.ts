import type { InstanceArgs, LaunchConfigurationArgs, LaunchTemplateArgs } from "@pulumi/aws/ec2";
import type { InstanceProfileArgs, RoleArgs } from "@pulumi/aws/iam";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import type { Document } from "../../values/policyDocuments";
import { Reader } from "../reader";
import { type RecordReaders, recordReaders } from "../recordReaders";
import { type ResourceType, resourceTypes as t } from "../resourceTypes";

/** A role, and who can assume it. */
export interface Role {
  readonly urn: string;
  readonly trust: Document;
}

/** A resource that acts with a role: a function, a task, a project, or the profile of instances. */
export interface RoleUser {
  readonly urn: string;
  readonly role: Field<string>;
  /** Whether it is an instance profile, which acts only through instances. */
  readonly isProfile: boolean;
}

/** An instance, or what instances are launched from, that acts with the role of an instance profile. */
export interface ProfileUser {
  readonly urn: string;
  readonly profile: Field<string>;
}

/** Roles. */
export const roles = recordReaders<Role>({
  [t.role]: (urn, props) => {
    const args = Reader.over<Unwrap<RoleArgs>>(props);
    return [{ urn, trust: (args.at("assumeRolePolicy") as Reader<unknown>).document() }];
  },
});

/** The arguments by which a resource acts with a role, by type. */
const roleArguments: Readonly<Partial<Record<ResourceType, readonly string[]>>> = {
  [t.apiDataSource]: ["serviceRoleArn"],
  [t.apiIntegration]: ["credentials"],
  [t.appRunnerService]: ["instanceConfiguration", "instanceRoleArn"],
  [t.codeBuildProject]: ["serviceRole"],
  [t.ecsTaskDefinition]: ["taskRoleArn"],
  [t.function]: ["role"],
  [t.glueJob]: ["roleArn"],
  [t.httpApiIntegration]: ["credentialsArn"],
  [t.notebookInstance]: ["roleArn"],
  [t.podIdentity]: ["roleArn"],
  [t.stateMachine]: ["roleArn"],
};

/** Resources that act with a role. */
export const roleUsers = recordReaders<RoleUser>({
  ...(Object.fromEntries(
    Object.entries(roleArguments).map(([type, path]) => [
      type,
      (urn: string, props: object) => [{ urn, role: at(props, path).string(), isProfile: false }],
    ]),
  ) as RecordReaders<RoleUser>),
  [t.identityPoolRoles]: (urn, props) => {
    const { authenticated, unauthenticated } = membersOf(props, "roles");
    return [authenticated, unauthenticated].map((role) => ({ urn, role: role.string(), isProfile: false }));
  },
  [t.instanceProfile]: (urn, props) => {
    const args = Reader.over<Unwrap<InstanceProfileArgs>>(props);
    return [{ urn, role: (args.at("role") as Reader<string>).string(), isProfile: true }];
  },
  [t.rolesAnywhereProfile]: (urn, props) => {
    const args = Reader.over<{ roleArns?: string[] }>(props);
    return args
      .at("roleArns")
      .strings()
      .map((role) => ({ urn, role, isProfile: false }));
  },
});

/** Instances, and what they are launched from, with an instance profile. */
export const profileUsers = recordReaders<ProfileUser>({
  [t.instance]: (urn, props) => {
    const args = Reader.over<Unwrap<InstanceArgs>>(props);
    return [{ urn, profile: (args.at("iamInstanceProfile") as Reader<string>).string() }];
  },
  [t.launchConfiguration]: (urn, props) => {
    const args = Reader.over<Unwrap<LaunchConfigurationArgs>>(props);
    return [{ urn, profile: (args.at("iamInstanceProfile") as Reader<string>).string() }];
  },
  [t.launchTemplate]: (urn, props) => {
    const profile = Reader.over<Unwrap<LaunchTemplateArgs>>(props).at("iamInstanceProfile");
    const arn = profile.at("arn").string();
    return [{ urn, profile: arn.state === "absent" ? profile.at("name").string() : arn }];
  },
});

function at(props: object, path: readonly string[]): Reader<string> {
  const start = Reader.over<unknown>(props) as Reader<Record<string, unknown>>;
  return path.reduce((reader, name) => reader.at(name) as Reader<Record<string, unknown>>, start);
}

function membersOf(props: object, name: string): Record<"authenticated" | "unauthenticated", Reader<string>> {
  return {
    authenticated: at(props, [name, "authenticated"]),
    unauthenticated: at(props, [name, "unauthenticated"]),
  };
}

/** Renders the signing key, and the roles around it. */
import { declared, idOf, output, type Resource, type Value } from "../../misconfigurations/stackModel";
import type { Access, Principal, Role, RolePolicy } from "../world/access";
import type { World } from "../world/world";

const account = "arn:aws:iam::111122223333";
const provider = `${account}:oidc-provider/token.actions.githubusercontent.com`;

/** Renders the access of a stack, if it has any. */
export function access({ access: given }: World): Resource[] {
  return given === undefined
    ? []
    : [...given.roles.flatMap((role) => roleResources(role, given)), keyResource(given)];
}

type Part = string | ReturnType<typeof output>;

function joinedText(parts: readonly Part[]): Value {
  return parts.every((part) => typeof part === "string") ? parts.join("") : { $: "joined", parts };
}

function document(statements: readonly (readonly Part[])[]): Value {
  const parts = statements.flatMap((each, index): Part[] => [...(index > 0 ? [","] : []), ...each]);
  return joinedText(['{"Version":"2012-10-17","Statement":[', ...parts, "]}"]);
}

function keyResource({ key, statements }: Access): Resource {
  const policy = document(
    statements.map(({ principal, actions }) => [
      `{"Effect":"Allow","Action":${JSON.stringify(actions)},"Resource":"*",`,
      ...principalOf(principal),
      "}",
    ]),
  );
  return declared("aws:kms/key:Key", key, {
    customerMasterKeySpec: "ECC_NIST_P256",
    keyUsage: "SIGN_VERIFY",
    ...(statements.length > 0 && { policy: policy as string }),
  });
}

/** Renders the principal of a statement, with the condition that it needs. */
function principalOf(principal: Principal): Part[] {
  if (principal === "everybody") {
    return ['"Principal":{"AWS":"*"}'];
  }
  if ("service" in principal) {
    return [`"Principal":{"Service":"${principal.service}"}`];
  }
  if ("role" in principal) {
    return ['"Principal":{"AWS":"', output(principal.role, "arn"), '"}'];
  }
  if ("repositories" in principal) {
    const condition = { StringLike: { "token.actions.githubusercontent.com:sub": principal.repositories } };
    return [`"Principal":{"Federated":"${provider}"},"Condition":${JSON.stringify(condition)}`];
  }
  const owner = principal.account === "own" ? account : `arn:aws:iam::${principal.account}`;
  return [`"Principal":{"AWS":"${owner}:root"}`];
}

function roleResources(role: Role, { key }: Access): Resource[] {
  const { name, trusts, policies, attached, signs } = role;
  const action =
    typeof trusts === "object" && "repositories" in trusts
      ? "sts:AssumeRoleWithWebIdentity"
      : "sts:AssumeRole";
  const inline = policies.filter(({ form }) => form === "inline");
  return [
    declared("aws:iam/role:Role", name, {
      assumeRolePolicy: document([
        [`{"Effect":"Allow","Action":"${action}",`, ...principalOf(trusts), "}"],
      ]) as string,
      ...(inline.length > 0 && {
        inlinePolicies: inline.map((policy, index) => ({
          name: `inline-${index}`,
          policy: allowance(policy, key) as string,
        })),
      }),
    }),
    ...policies.flatMap((policy, index) => policyResources(name, policy, key, index)),
    ...attached.map((policyArn, index) =>
      declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", `${name}-attached-${index}`, {
        role: output(name, "name"),
        policyArn,
      }),
    ),
    ...(signs
      ? [
          declared("aws:iam/instanceProfile:InstanceProfile", `${name}-profile`, {
            role: output(name, "name"),
          }),
        ]
      : []),
  ];
}

function policyResources(role: string, policy: RolePolicy, key: string, index: number): Resource[] {
  const name = `${role}-policy-${index}`;
  const text = allowance(policy, key) as string;
  switch (policy.form) {
    case "inline":
      return [];
    case "rolePolicy":
      return [declared("aws:iam/rolePolicy:RolePolicy", name, { role: idOf(role), policy: text })];
    case "managed":
      return [
        declared("aws:iam/policy:Policy", name, { policy: text }),
        declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", `${name}-attachment`, {
          role: output(role, "name"),
          policyArn: output(name, "arn"),
        }),
      ];
  }
}

function allowance({ allows: { actions, on } }: RolePolicy, key: string): Value {
  const resource: Part = on === "everything" ? "*" : output(on === "key" ? key : on.role, "arn");
  return document([[`{"Effect":"Allow","Action":${JSON.stringify(actions)},"Resource":"`, resource, '"}']]);
}

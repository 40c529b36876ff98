import { standsFor } from "../access/caller";
import { NotModelled, readDocument, type Statement } from "../access/policyDocument";
import type { AccountState } from "../account/accountState";
import { ROLE } from "../model/tokens";
import { asList, asText, dig } from "../values";
import { managedPolicy } from "./managedPolicies";

/** A caller and its policies. */
export interface Caller {
  /** ARN of the role. */
  readonly arn: string;
  readonly policies: readonly Statement[];
}

/** The principal that deploys and administers the account: allowed everything that no resource policy denies. */
const administrator = readDocument(
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
);

/** The administrator's role, in every local account and no stack. */
export const administratorArn = (accountId: string): string => `arn:aws:iam::${accountId}:role/Administrator`;

/** Returns a role's policies, inline and managed. */
function policiesOf(role: string, account: AccountState): Statement[] {
  const inline = account
    .all("aws:iam/rolePolicy:RolePolicy")
    .filter(({ inputs }) => inputs.role === role)
    .flatMap(({ outputs }) => readDocument(asText(outputs.policy) ?? ""));
  const attached = account
    .all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ inputs }) => inputs.role === role)
    .flatMap(({ inputs }) => managedPolicy(asText(inputs.policyArn) ?? ""));
  return [...inline, ...attached];
}

/**
 * Finds the role of an access key id; undefined for an unknown one.
 *
 * @param secret - from which access key ids are derived
 */
export function callerOf(key: string, account: AccountState, secret: string): Caller | undefined {
  const admin = administratorArn(account.accountId);
  if (standsFor(key, admin, secret)) {
    return { arn: admin, policies: administrator };
  }
  const role = account.all(ROLE).find(({ outputs }) => standsFor(key, asText(outputs.arn) ?? "", secret));
  if (role === undefined) {
    return undefined;
  }
  if (role.inputs.permissionsBoundary !== undefined) {
    throw new NotModelled(`the permissions boundary of ${role.id}`);
  }
  const attached = asList(role.inputs.managedPolicyArns).flatMap((arn) => managedPolicy(asText(arn) ?? ""));
  const inline = asList(role.inputs.inlinePolicies).flatMap((one) =>
    readDocument(asText(dig(one, "policy")) ?? ""),
  );
  return {
    arn: asText(role.outputs.arn) ?? "",
    policies: [...policiesOf(role.id, account), ...attached, ...inline],
  };
}

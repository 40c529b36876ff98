/** Whether the role of the instances may read a release, as S3 and KMS would decide. */
import type { AccountFile, AccountResource } from "../cloud";
import { decide } from "../cloud/access/decide";
import { NotModelled, readDocument, type Statement } from "../cloud/access/policyDocument";
import { stateOf } from "../cloud/services/kms/findKey";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Returns all statements of policies that resources of a type hold. */
const statementsOf = (resources: readonly AccountResource[]): readonly Statement[] =>
  resources.flatMap(({ outputs }) => readDocument(text(outputs["policy"])));

/** A call of the role, and the policy of the resource, if it has one. */
interface Call {
  readonly action: string;
  readonly resource: string;
  readonly policy: readonly Statement[] | undefined;
  readonly resourceDecides: boolean;
  readonly context: Readonly<Record<string, string>>;
}

/** Returns the calls that reading an object needs: that of S3, and the decryption with the object's key, if it has one. */
function callsFor(object: AccountResource, { resources }: AccountFile): Call[] {
  const bucketPolicies = resources.filter(
    ({ type, inputs }) =>
      type === "aws:s3/bucketPolicy:BucketPolicy" && inputs["bucket"] === object.inputs["bucket"],
  );
  const get: Call = {
    action: "s3:GetObject",
    resource: text(object.outputs["arn"]),
    policy: statementsOf(bucketPolicies),
    resourceDecides: false,
    context: { "aws:securetransport": "true" },
  };
  const keyArn = text(object.outputs["kmsKeyId"]);
  if (object.outputs["serverSideEncryption"] === "AES256" || keyArn === "") {
    return [get];
  }
  const key = resources.find(({ outputs }) => outputs["arn"] === keyArn);
  const decrypt: Call = {
    action: "kms:Decrypt",
    resource: keyArn,
    policy: key === undefined || stateOf(key) !== "Enabled" ? [] : statementsOf([key]),
    resourceDecides: true,
    context: { "kms:viaservice": `s3.${object.region}.amazonaws.com` },
  };
  return [get, decrypt];
}

/**
 * Describes why a role may not read an object; undefined if it may. A policy that is not understood does not allow.
 *
 * @param roleArn - role of the instances
 */
export function releaseProblem(
  account: AccountFile,
  roleArn: string,
  object: AccountResource,
): string | undefined {
  const role = roleArn.split("/").at(-1);
  const ofRole = account.resources.filter(
    ({ type, inputs }) => type === "aws:iam/rolePolicy:RolePolicy" && inputs["role"] === role,
  );
  try {
    const identity = statementsOf(ofRole);
    for (const { action, resource, policy, resourceDecides, context } of callsFor(object, account)) {
      const request = { principal: roleArn, accountId: account.accountId, action, resource, context };
      const policies = { identity, resourceDecides, ...(policy !== undefined && { resource: policy }) };
      const { allowed, because } = decide(request, policies);
      if (!allowed) {
        return `${action} on ${resource} is refused ${because}`;
      }
    }
    return undefined;
  } catch (error) {
    if (error instanceof NotModelled) {
      return `a policy that bears on it is not modelled by the local cloud: ${error.message}`;
    }
    throw error;
  }
}

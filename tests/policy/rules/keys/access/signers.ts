import { type ExampleResource, several, unknownValue } from "../../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../../policy/resources/resourceTypes";
import { signingKeyHasOneUser } from "../../../../../policy/rules/keys/signingKeyHasOneUser";
import { findingsIn } from "../../../support/exampleFindings";

/** The account of the examples, as the beginning of an ARN. */
export const account = "arn:aws:iam::111122223333";
/** Returns a policy document. */
export const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
/** Returns a statement that allows an action. */
export const allow = (Principal: unknown, Action: string | string[], more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource: "*",
  ...more,
});
/** The role that signs. */
export const app = { AWS: `${account}:role/app` };
/** The account of the examples. */
export const root = { AWS: `${account}:root` };
/** A trust policy's statement for EC2. */
export const ec2 = allow({ Service: "ec2.amazonaws.com" }, "sts:AssumeRole");
/** The statement by which the account administers a key. */
export const administer = allow(root, ["kms:DescribeKey", "kms:PutKeyPolicy"]);

/** The ARN of the key. */
export const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
/** The public half in CloudFront. */
export const publicKey: ExampleResource = {
  type: t.publicKey,
  name: "public",
  props: { encodedKey: unknownValue },
  from: { encodedKey: ["key"] },
};
/** Declares a key in KMS. */
export const key = (policy: string, more: object = {}): ExampleResource => ({
  type: t.kmsKey,
  name: "key",
  props: { arn: keyArn, keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256", policy, ...more },
});
/** Declares a role. */
export const role = (name: string, ...statements: object[]): ExampleResource => ({
  type: t.role,
  name,
  props: { name, arn: `${account}:role/${name}`, assumeRolePolicy: document(...statements) },
});
/** Declares an inline policy of a role. */
export const policyOf = (holder: string, ...statements: object[]): ExampleResource => ({
  type: t.rolePolicy,
  name: `${holder}-policy`,
  props: { role: holder, policy: document(...statements) },
});
/** Declares a key that one role uses. */
export const signedBy = (...trust: object[]) => [
  key(document(administer, allow(app, "kms:Sign"))),
  publicKey,
  role("app", ...trust),
];

/** Returns the findings as `name: why`, with names for URNs. */
export function found(...resources: ExampleResource[]): string[] {
  const short = (text: string) => text.replace(/urn:pulumi:\S*?::(\w[\w-]*)(?=[\s,]|$)/g, "$1");
  return findingsIn(signingKeyHasOneUser, several("", ...resources)).map(
    ({ urn, path, why, unknown }) =>
      `${short(urn)} ${path}: ${short(why)}${unknown === true ? " (unknown)" : ""}`,
  );
}

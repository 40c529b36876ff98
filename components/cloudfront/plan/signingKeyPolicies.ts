import { KEY_ADMINISTRATION, policyDocument, type Statement } from "../../internal/policyDocument";

/**
 * Conditions of signing with a KMS key: SHA-256 over the raw policy text.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const SIGNING_CONDITIONS = {
  StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "RAW" },
};

/**
 * Returns the policy of a signing key in KMS. The account administers the key and reads the public half, but cannot sign or
 * delegate signing; only the signer's role signs, and only while the key is active. An administrator of the account can
 * still replace this policy, which CloudTrail records.
 *
 * @param account.root ARN of the account's root, to which IAM policies of the account delegate
 * @param signerArn role that signs; undefined for a key that is not active
 */
export function signingKeyPolicy(account: { root: string }, signerArn: string | undefined): string {
  const owner = { AWS: account.root };
  const statements: Statement[] = [
    { Sid: "Administer", Effect: "Allow", Principal: owner, Action: KEY_ADMINISTRATION, Resource: "*" },
    {
      Sid: "ReadPublicKey",
      Effect: "Allow",
      Principal: owner,
      Action: ["kms:DescribeKey", "kms:GetPublicKey"],
      Resource: "*",
    },
  ];
  if (signerArn !== undefined) {
    statements.push({
      Sid: "SignWhileActive",
      Effect: "Allow",
      Principal: { AWS: signerArn },
      Action: "kms:Sign",
      Resource: "*",
      Condition: SIGNING_CONDITIONS,
    });
  }
  return policyDocument(statements);
}

/**
 * Allows the signer's role to use one key that the stack did not create.
 *
 * @param source `kms`, `secretsManager` or `ssm`
 * @param encryptionKeyArn the KMS key that encrypts the secret or parameter, unless it is AWS's own; it may be used
 *   through that service only
 */
export function signerGrant(source: string, arn: string, encryptionKeyArn?: string): string {
  const use = { Sid: "UseActiveSigningKey", Effect: "Allow" as const, Resource: arn };
  if (source === "kms") {
    return policyDocument([{ ...use, Action: "kms:Sign", Condition: SIGNING_CONDITIONS }]);
  }
  const service = source === "ssm" ? "ssm" : "secretsmanager";
  const read = { ...use, Action: source === "ssm" ? "ssm:GetParameter" : "secretsmanager:GetSecretValue" };
  if (encryptionKeyArn === undefined) {
    return policyDocument([read]);
  }
  const region = arn.split(":")[3] ?? "";
  const decrypt: Statement = {
    Sid: "DecryptActiveSigningKey",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: encryptionKeyArn,
    Condition: { StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } },
  };
  return policyDocument([read, decrypt]);
}

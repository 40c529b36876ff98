import { declared, idOf, joined, later, output, type Resource } from "../../stackModel";
import { publicPem } from "../../testKeys";
import { type GroupInputs, parentOf } from "./groupInputs";

/** The inputs of a signing key in KMS. */
interface KmsKeyInputs extends GroupInputs {
  readonly id: string;
  /** The name of the role that signs; none for an announced or retired key. */
  readonly signer?: string;
}

const ROOT = "arn:aws:iam::111122223333:root";

/** Declares a KMS key `NAME-key-ID` and its public key `NAME-public-key-ID`, unknown in a first preview. */
export function kmsKey(inputs: KmsKeyInputs): Resource[] {
  const key = `${inputs.name}-key-${inputs.id}`;
  const options = parentOf(inputs);
  return [
    declared(
      "aws:kms/key:Key",
      key,
      {
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
        deletionWindowInDays: 30,
        policy: keyPolicy(inputs.signer),
      },
      options,
    ),
    declared("aws:kms/alias:Alias", `${key}-alias`, { targetKeyId: output(key, "keyId") }, options),
    declared(
      "aws:cloudfront/publicKey:PublicKey",
      `${inputs.name}-public-key-${inputs.id}`,
      { comment: `Key ${inputs.id}`, encodedKey: later(publicPem("p256", key), [key]) },
      options,
    ),
  ];
}

/** Declares a key group `NAME-key-group` of the public keys with those ids. */
export function keyGroup(inputs: GroupInputs, ids: string[]): Resource {
  return declared(
    "aws:cloudfront/keyGroup:KeyGroup",
    `${inputs.name}-key-group`,
    { items: ids.map((id) => idOf(`${inputs.name}-public-key-${id}`)) },
    parentOf(inputs),
  );
}

/** Returns a key policy that lets the account administer the key, and one role sign with it, if given. */
function keyPolicy(signer: string | undefined) {
  const administer = `{"Sid":"Administer","Effect":"Allow","Principal":{"AWS":"${ROOT}"},"Action":["kms:DescribeKey","kms:GetPublicKey","kms:PutKeyPolicy","kms:ScheduleKeyDeletion"],"Resource":"*"}`;
  if (signer === undefined) {
    return `{"Version":"2012-10-17","Statement":[${administer}]}`;
  }
  const { parts } =
    joined`{"Sid":"Sign","Effect":"Allow","Principal":{"AWS":"${output(signer, "arn")}"},"Action":"kms:Sign","Resource":"*","Condition":{"StringEquals":{"kms:SigningAlgorithm":"ECDSA_SHA_256","kms:MessageType":"RAW"}}}`;
  return {
    $: "joined" as const,
    parts: [`{"Version":"2012-10-17","Statement":[${administer},`, ...parts, "]}"],
  };
}

import { publicPem } from "../../material";
import { declared, idOf, joined, later, output, type Resource } from "../../model";
import { type Part, within } from "./place";

/** A signing key in KMS with its public half at CloudFront: `NAME-key-ID` and `NAME-public-key-ID`. */
interface KmsKeyPart extends Part {
  readonly id: string;
  /** Name of the role that signs; none for a key that is only announced or retired. */
  readonly signer?: string;
}

const ROOT = "arn:aws:iam::111122223333:root";

/** A signing key in KMS, and CloudFront's copy of its public half, which a first preview does not know. */
export function kmsKey(part: KmsKeyPart): Resource[] {
  const key = `${part.name}-key-${part.id}`;
  const place = within(part);
  return [
    declared(
      "aws:kms/key:Key",
      key,
      {
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
        deletionWindowInDays: 30,
        policy: keyPolicy(part.signer),
      },
      place,
    ),
    declared("aws:kms/alias:Alias", `${key}-alias`, { targetKeyId: output(key, "keyId") }, place),
    declared(
      "aws:cloudfront/publicKey:PublicKey",
      `${part.name}-public-key-${part.id}`,
      { comment: `Key ${part.id}`, encodedKey: later(publicPem("p256", key)) },
      place,
    ),
  ];
}

/** A key group `NAME-key-group` of the public keys with those ids. */
export function keyGroup(part: Part, ids: string[]): Resource {
  return declared(
    "aws:cloudfront/keyGroup:KeyGroup",
    `${part.name}-key-group`,
    { items: ids.map((id) => idOf(`${part.name}-public-key-${id}`)) },
    within(part),
  );
}

/** The account administers a key without using it; one role signs, if one is named. */
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

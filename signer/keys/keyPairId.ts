/** The id of a CloudFront public key, and the ids that are mistaken for it. */
import { SignerError } from "../shared/errors";

const mistakes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN/, "the text of a key"],
  [/^arn:/, "an ARN"],
  [/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, "the id of a key group or a KMS key"],
  [/^mrk-[0-9a-f]+$/i, "the id of a KMS key"],
  [/^A[KSP][A-Z]A[A-Z0-9]{12,}$/, "an access key or account key pair id"],
  [/^E[A-Z0-9]{10,}$/, "the id of a distribution or origin access control"],
];

/**
 * Checks the id of a CloudFront public key (`K…`) and returns it.
 *
 * @throws SignerError ERR_KEY_PAIR_ID, naming what it looks like instead
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
 */
export function checkKeyPairId(id: string): string {
  if (typeof (id as unknown) === "string" && /^K[A-Z0-9]{3,31}$/.test(id)) {
    return id;
  }
  const mistake = mistakes.find(([shape]) => shape.test(id))?.[1];
  // It may be a private key by mistake, so it is described and never printed.
  throw new SignerError(
    "ERR_KEY_PAIR_ID",
    `keyPairId is not the id of a CloudFront public key${mistake ? `: it looks like ${mistake}` : ""}`,
    {
      field: "keyPairId",
      remedy: "it starts with K, and the CloudFront console lists it under Public keys",
    },
  );
}

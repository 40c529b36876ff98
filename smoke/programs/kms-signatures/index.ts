/** A file in a private bucket behind a distribution that trusts one KMS key. */
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as kms from "@pulumi/aws/kms";
import { s3Site } from "../s3Site";

const key = new kms.Key("smoke", {
  description: "smoke: signs URLs and cookies for CloudFront",
  customerMasterKeySpec: "ECC_NIST_P256",
  keyUsage: "SIGN_VERIFY",
  deletionWindowInDays: 7,
});
const publicKey = new cloudfront.PublicKey("smoke", {
  comment: "smoke",
  encodedKey: kms.getPublicKeyOutput({ keyId: key.arn }).publicKeyPem,
});
const group = new cloudfront.KeyGroup("smoke", { comment: "smoke", items: [publicKey.id] });

export const site = s3Site([group.id]).domainName;
export const keyArn = key.arn;
export const keyPairId = publicKey.id;

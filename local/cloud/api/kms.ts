import { constants, createPrivateKey, sign as signBytes } from "node:crypto";
import * as z from "zod";
import type { AccountResource } from "../account/accountFile";
import { api } from "../model/sources";
import { stateOf } from "../services/kms/findKey";
import { asText } from "../values";
import { keySubject, requireKey, requireUsable } from "./kmsKeys";
import { ApiError, operation } from "./operation";

const keyId = z.string().min(1).max(2048);

/** Node's settings for each key spec's signing algorithms; signatures are DER, as KMS returns them. */
const algorithms: Readonly<Record<string, Readonly<Record<string, { hash: string; padding?: number }>>>> = {
  ECC_NIST_P256: { ECDSA_SHA_256: { hash: "sha256" } },
  RSA_2048: {
    RSASSA_PKCS1_V1_5_SHA_256: { hash: "sha256", padding: constants.RSA_PKCS1_PADDING },
    RSASSA_PKCS1_V1_5_SHA_384: { hash: "sha384", padding: constants.RSA_PKCS1_PADDING },
    RSASSA_PKCS1_V1_5_SHA_512: { hash: "sha512", padding: constants.RSA_PKCS1_PADDING },
    RSASSA_PSS_SHA_256: { hash: "sha256", padding: constants.RSA_PKCS1_PSS_PADDING },
    RSASSA_PSS_SHA_384: { hash: "sha384", padding: constants.RSA_PKCS1_PSS_PADDING },
    RSASSA_PSS_SHA_512: { hash: "sha512", padding: constants.RSA_PKCS1_PSS_PADDING },
  },
};

const specOf = (key: AccountResource): string => asText(key.outputs.customerMasterKeySpec) ?? "";
const usageOf = (key: AccountResource): string => asText(key.outputs.keyUsage) ?? "";

const sign = operation({
  target: "TrentService.Sign",
  source: api("kms", "Sign"),
  action: "kms:Sign",
  codes: [
    "NotFoundException",
    "DisabledException",
    "KMSInvalidStateException",
    "InvalidKeyUsageException",
    "UnsupportedOperationException",
  ],
  input: z.object({
    KeyId: keyId,
    // 4,096 bytes, the largest message that KMS signs, are 5,464 characters of base64.
    Message: z.base64().min(1).max(5_464),
    MessageType: z.enum(["RAW", "DIGEST"]).default("RAW"),
    SigningAlgorithm: z.string(),
  }),
  subject: (input, scope) =>
    keySubject(input.KeyId, scope, {
      "kms:signingalgorithm": input.SigningAlgorithm,
      "kms:messagetype": input.MessageType,
    }),
  answer: (input, scope) => {
    const key = requireKey(input.KeyId, scope);
    requireUsable(key);
    const arn = asText(key.outputs.arn) ?? "";
    const algorithm = algorithms[specOf(key)]?.[input.SigningAlgorithm];
    if (usageOf(key) !== "SIGN_VERIFY" || algorithm === undefined) {
      throw new ApiError(
        "InvalidKeyUsageException",
        `${arn} key usage is ${usageOf(key)}, spec ${specOf(key)}, which is not valid for ${input.SigningAlgorithm}.`,
      );
    }
    if (input.MessageType === "DIGEST") {
      throw new ApiError("UnsupportedOperationException", "The local cloud signs messages of type RAW only.");
    }
    const privateKey = createPrivateKey(asText(key.hidden?.privateKeyPem) ?? "");
    const padding = algorithm.padding === undefined ? {} : { padding: algorithm.padding };
    const signature = signBytes(algorithm.hash, Buffer.from(input.Message, "base64"), {
      key: privateKey,
      ...padding,
    });
    return { KeyId: arn, Signature: signature.toString("base64"), SigningAlgorithm: input.SigningAlgorithm };
  },
});

const getPublicKey = operation({
  target: "TrentService.GetPublicKey",
  source: api("kms", "GetPublicKey"),
  action: "kms:GetPublicKey",
  codes: [
    "NotFoundException",
    "DisabledException",
    "KMSInvalidStateException",
    "UnsupportedOperationException",
  ],
  input: z.object({ KeyId: keyId }),
  subject: (input, scope) => keySubject(input.KeyId, scope),
  answer: (input, scope) => {
    const key = requireKey(input.KeyId, scope);
    requireUsable(key);
    const publicKey = asText(key.hidden?.publicKey);
    if (publicKey === undefined) {
      throw new ApiError(
        "UnsupportedOperationException",
        `The local cloud has no public key for the spec ${specOf(key)}.`,
      );
    }
    return {
      KeyId: key.outputs.arn,
      PublicKey: publicKey,
      KeySpec: specOf(key),
      CustomerMasterKeySpec: specOf(key),
      KeyUsage: usageOf(key),
      SigningAlgorithms: Object.keys(algorithms[specOf(key)] ?? {}),
    };
  },
});

const describeKey = operation({
  target: "TrentService.DescribeKey",
  source: api("kms", "DescribeKey"),
  action: "kms:DescribeKey",
  codes: ["NotFoundException"],
  input: z.object({ KeyId: keyId }),
  subject: (input, scope) => keySubject(input.KeyId, scope),
  answer: (input, scope) => {
    const key = requireKey(input.KeyId, scope);
    const state = stateOf(key);
    return {
      KeyMetadata: {
        AWSAccountId: scope.account.accountId,
        Arn: key.outputs.arn,
        CreationDate: Date.parse(key.createdAt) / 1000,
        ...(key.deletionDate !== undefined && { DeletionDate: Date.parse(key.deletionDate) / 1000 }),
        Description: key.outputs.description,
        Enabled: state === "Enabled",
        KeyId: key.id,
        KeyManager: "CUSTOMER",
        KeySpec: specOf(key),
        KeyState: state,
        KeyUsage: usageOf(key),
        Origin: "AWS_KMS",
        SigningAlgorithms: Object.keys(algorithms[specOf(key)] ?? {}),
      },
    };
  },
});

/** The operations of KMS. */
export const kms = [sign, getPublicKey, describeKey];

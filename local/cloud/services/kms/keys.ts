import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, hex, uuid } from "../../model/identifiers";
import {
  derived,
  type FunctionType,
  type OperationContext,
  type ResourceType,
  stable,
} from "../../model/resourceType";
import { bool, json, list, num, str } from "../../model/schema";
import { api, registry } from "../../model/sources";
import { ALIAS, KMS_KEY, REPLICA_KEY } from "../../model/tokens";
import { Refusal } from "../../refusal";
import { asText, type Properties } from "../../values";
import { findKey, isPendingDeletion } from "./findKey";
import { defaultPolicy, keyPolicyRules } from "./keyPolicies";

const NOT_FOUND = { code: "NotFoundException", status: 400, source: api("kms", "GetPublicKey") };

/** Signing algorithms of the key specs that CloudFront accepts. */
const SIGNING: Readonly<Record<string, readonly string[]>> = {
  ECC_NIST_P256: ["ECDSA_SHA_256"],
  RSA_2048: [
    "RSASSA_PKCS1_V1_5_SHA_256",
    "RSASSA_PKCS1_V1_5_SHA_384",
    "RSASSA_PKCS1_V1_5_SHA_512",
    "RSASSA_PSS_SHA_256",
    "RSASSA_PSS_SHA_384",
    "RSASSA_PSS_SHA_512",
  ],
};

const key: ResourceType = {
  token: KMS_KEY,
  service: "KMS",
  operations: { create: "CreateKey", update: "PutKeyPolicy", delete: "ScheduleKeyDeletion" },
  source: registry("kms/key"),
  inputs: {
    bypassPolicyLockoutSafetyCheck: bool({ default: false }),
    customerMasterKeySpec: str({
      immutable: true,
      default: "SYMMETRIC_DEFAULT",
      oneOf: [
        "SYMMETRIC_DEFAULT",
        "RSA_2048",
        "RSA_3072",
        "RSA_4096",
        "ECC_NIST_P256",
        "ECC_NIST_P384",
        "ECC_NIST_P521",
        "ECC_SECG_P256K1",
        "HMAC_256",
      ],
    }),
    deletionWindowInDays: num({ min: 7, max: 30 }),
    description: str({ max: 8192 }),
    enableKeyRotation: bool(),
    isEnabled: bool({ default: true }),
    keyUsage: str({
      immutable: true,
      default: "ENCRYPT_DECRYPT",
      oneOf: ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"],
    }),
    multiRegion: bool({ immutable: true }),
    policy: json(),
    rotationPeriodInDays: num({ min: 90, max: 2560 }),
    ...REGION,
    ...TAGS,
  },
  id: (context) => (input(context, "multiRegion") === "true" ? `mrk-${hex(32)}` : uuid()),
  hide: (context) => context.old?.hidden ?? keyPair(input(context, "customerMasterKeySpec")),
  outputs: {
    arn: stable((context) => arn(context, "kms", `key/${context.id}`)),
    keyId: stable((context) => context.id),
    description: stable(() => ""),
    enableKeyRotation: stable(() => false),
    multiRegion: stable(() => false),
    policy: stable(defaultPolicy),
    rotationPeriodInDays: stable((context) => (input(context, "enableKeyRotation") === "true" ? 365 : 0)),
    ...TAGS_ALL,
  },
  recoveryDays: (context) => Number(asText(context.inputs["deletionWindowInDays"]) ?? 30),
  rules: [
    {
      on: ["create"],
      code: "ValidationException",
      status: 400,
      source: api("kms", "CreateKey"),
      description: "Key usage is valid for the key spec, and only symmetric keys have automatic rotation.",
      validate: usage,
    },
    ...keyPolicyRules,
  ],
};

function usage(context: OperationContext): string | undefined {
  const spec = input(context, "customerMasterKeySpec");
  const signs = input(context, "keyUsage") === "SIGN_VERIFY";
  if (signs && spec === "SYMMETRIC_DEFAULT") {
    return "KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT";
  }
  if (!signs && spec.startsWith("ECC_")) {
    return `KeyUsage ${input(context, "keyUsage")} is not compatible with KeySpec ${spec}`;
  }
  return input(context, "enableKeyRotation") === "true" && spec !== "SYMMETRIC_DEFAULT"
    ? "Key rotation is supported on symmetric keys only."
    : undefined;
}

function keyPair(spec: string): Properties {
  if (spec !== "ECC_NIST_P256" && spec !== "RSA_2048") {
    return {};
  }
  const pair =
    spec === "RSA_2048"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  return {
    privateKeyPem: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: pair.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
  };
}

const alias: ResourceType = {
  token: ALIAS,
  service: "KMS",
  operations: { create: "CreateAlias", update: "UpdateAlias", delete: "DeleteAlias" },
  source: registry("kms/alias"),
  inputs: {
    name: str({ immutable: true, pattern: /^alias\/(?!aws\/)[A-Za-z0-9/_-]+$/, max: 256 }),
    namePrefix: str({ immutable: true }),
    targetKeyId: str({ required: true }),
    ...REGION,
  },
  naming: { field: "name", max: 256, form: (name) => `alias/${name}` },
  id: (context) => input(context, "name"),
  outputs: {
    arn: stable((context) => arn(context, "kms", context.id)),
    targetKeyArn: derived(
      ["targetKeyId"],
      (context) => findKey(input(context, "targetKeyId"), context)?.outputs["arn"],
    ),
  },
  references: [
    {
      path: "targetKeyId",
      to: [KMS_KEY, REPLICA_KEY],
      by: ["id", "arn"],
      missing: { ...NOT_FOUND, source: api("kms", "CreateAlias") },
      // Refused by a rule below.
      known: (given, scope) => isPendingDeletion(given, scope),
    },
  ],
  rules: [
    {
      on: ["create", "update"],
      code: "KMSInvalidStateException",
      status: 400,
      source: api("kms", "CreateAlias"),
      description: "An alias cannot target a key that is pending deletion.",
      validate: (context) =>
        isPendingDeletion(input(context, "targetKeyId"), context)
          ? `${input(context, "targetKeyId")} is pending deletion.`
          : undefined,
    },
  ],
  unique: [{ of: ["name"], code: "AlreadyExistsException", status: 400, source: api("kms", "CreateAlias") }],
};

const getPublicKey: FunctionType = {
  token: "aws:kms/getPublicKey:getPublicKey",
  source: registry("kms/getpublickey"),
  description: "Returns the public key of a signing key.",
  inputs: { grantTokens: list(str()), keyId: str({ required: true }), region: str() },
  answer: (args, scope) => {
    const call = { service: "KMS", operation: "GetPublicKey" };
    const given = asText(args["keyId"]) ?? "";
    const found = findKey(given, scope);
    if (found?.deletionDate !== undefined) {
      throw new Refusal(
        call,
        { ...NOT_FOUND, code: "KMSInvalidStateException" },
        `${given} is pending deletion.`,
      );
    }
    if (found?.outputs["isEnabled"] === false) {
      throw new Refusal(call, { ...NOT_FOUND, code: "DisabledException" }, `${given} is disabled.`);
    }
    if (found === undefined) {
      throw new Refusal(call, NOT_FOUND, `Key '${given}' does not exist`);
    }
    const publicKey = asText(found.hidden?.["publicKey"]);
    const spec = asText(found.outputs["customerMasterKeySpec"]) ?? "";
    if (publicKey === undefined) {
      throw new Refusal(
        call,
        { ...NOT_FOUND, code: "UnsupportedOperationException" },
        `${found.id} has no public key here (${spec}).`,
      );
    }
    const der = Buffer.from(publicKey, "base64");
    const usage = asText(found.outputs["keyUsage"]) ?? "";
    return {
      ...args,
      id: found.id,
      arn: found.outputs["arn"] ?? "",
      customerMasterKeySpec: spec,
      encryptionAlgorithms: usage === "ENCRYPT_DECRYPT" ? ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"] : [],
      keyUsage: usage,
      publicKey,
      publicKeyPem: createPublicKey({ key: der, format: "der", type: "spki" })
        .export({ type: "spki", format: "pem" })
        .toString(),
      region: scope.region,
      signingAlgorithms: usage === "SIGN_VERIFY" ? [...(SIGNING[spec] ?? [])] : [],
    };
  },
};

/** Resource types of keys and aliases, and the functions of KMS. */
export const kms = { resources: [key, alias], functions: [getPublicKey] };

import { createPublicKey, type KeyObject } from "node:crypto";
import { input } from "../../model/commonFields";
import { capitals, uuid } from "../../model/identifiers";
import { quota } from "../../model/quotas";
import {
  derived,
  type OperationContext,
  type ResourceType,
  stable,
  volatile,
} from "../../model/resourceType";
import { set, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { KEY_GROUP, PUBLIC_KEY } from "../../model/tokens";
import { asTexts } from "../../values";

/** Returns an id or ETag of CloudFront: a letter and 13 letters and digits. */
export const etag = volatile(() => `E${capitals(13)}`);

/** CloudFront's error for invalid arguments. */
export const invalid = (operation: string) => ({
  code: "InvalidArgument",
  status: 400,
  source: api("cloudfront", operation),
});

const LIMITS = guide("AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html");

const publicKey: ResourceType = {
  token: PUBLIC_KEY,
  service: "CloudFront",
  operations: { create: "CreatePublicKey", update: "UpdatePublicKey", delete: "DeletePublicKey" },
  source: registry("cloudfront/publickey"),
  global: true,
  // Nor of a key: edges use a deleted key until they have the group without it.
  propagation: "lagging",
  inputs: {
    comment: str({ max: 128 }),
    // CloudFront returns its own form of the PEM, which the provider compares.
    encodedKey: str({ required: true, immutable: true, readBack: true }),
    name: str({ immutable: true, max: 128, pattern: /^[\w-]+$/ }),
    namePrefix: str({ immutable: true }),
  },
  naming: { field: "name", max: 128 },
  id: () => `K${capitals(13)}`,
  outputs: {
    encodedKey: derived(["encodedKey"], (context) => normalised(input(context, "encodedKey"))),
    name: stable((context) => `${input(context, "namePrefix")}${uuid()}`),
    callerReference: stable(() => uuid()),
    etag,
  },
  unique: [
    {
      of: ["name"],
      within: "account",
      code: "PublicKeyAlreadyExists",
      status: 409,
      source: api("cloudfront", "CreatePublicKey"),
    },
  ],
  rules: [
    {
      on: ["create"],
      ...invalid("CreatePublicKey"),
      source: guide("AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html"),
      description: "A public key is RSA with 2048 bits or ECDSA on P-256, as an SPKI PEM.",
      validate: unusableKey,
    },
    {
      on: ["update"],
      code: "CannotChangeImmutablePublicKeyFields",
      status: 400,
      source: api("cloudfront", "UpdatePublicKey"),
      description: "The name and the PEM of a public key cannot be changed.",
      validate: (context) =>
        normalised(input(context, "encodedKey")) !== context.old?.outputs["encodedKey"] ||
        (context.inputs["name"] ?? context.old.outputs["name"]) !== context.old.outputs["name"]
          ? "You can't change the value of a public key."
          : undefined,
    },
  ],
};

/**
 * Returns the PEM as CloudFront stores it: in 64 columns, with a newline at the end.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/20081
 */
function normalised(pem: string): string {
  return readKey(pem)?.export({ type: "spki", format: "pem" }).toString() ?? pem;
}

function readKey(pem: string): KeyObject | undefined {
  // Node would also accept a private key and return its public half, and ask for a passphrase on the terminal.
  if (!/^\s*-----BEGIN PUBLIC KEY-----/.test(pem) || pem.includes("ENCRYPTED")) {
    return undefined;
  }
  try {
    const key = createPublicKey(pem);
    // Throws for a point at infinity, of which `node:crypto` ends the process when it is asked for details.
    key.export({ type: "spki", format: "der" });
    return key;
  } catch {
    return undefined;
  }
}

function unusableKey(context: OperationContext): string | undefined {
  const key = readKey(input(context, "encodedKey"));
  const details = key?.asymmetricKeyDetails;
  const fits =
    (key?.asymmetricKeyType === "rsa" && details?.modulusLength === 2048) ||
    (key?.asymmetricKeyType === "ec" && details?.namedCurve === "prime256v1");
  return fits ? undefined : "Your request contains an empty, invalid or out of limits RSA Encoded Key.";
}

const keyGroup: ResourceType = {
  token: KEY_GROUP,
  service: "CloudFront",
  operations: { create: "CreateKeyGroup", update: "UpdateKeyGroup", delete: "DeleteKeyGroup" },
  source: registry("cloudfront/keygroup"),
  global: true,
  // A key group has no status to wait for.
  propagation: "lagging",
  inputs: {
    comment: str({ max: 128 }),
    items: set(str(), { required: true, min: 1 }),
    name: str({ max: 128 }),
  },
  naming: { field: "name", max: 128 },
  id: () => uuid(),
  outputs: { etag },
  references: [
    {
      path: "items[*]",
      to: [PUBLIC_KEY],
      by: ["id"],
      missing: invalid("CreateKeyGroup"),
      inUse: { code: "PublicKeyInUse", status: 409, source: api("cloudfront", "DeletePublicKey") },
    },
  ],
  unique: [
    {
      of: ["name"],
      within: "account",
      code: "KeyGroupAlreadyExists",
      status: 409,
      source: api("cloudfront", "CreateKeyGroup"),
    },
  ],
  rules: [
    quota(KEY_GROUP, {
      code: "TooManyKeyGroups",
      status: 400,
      source: LIMITS,
      what: "key groups",
      most: 10,
      within: "account",
    }),
    {
      on: ["create", "update"],
      code: "TooManyPublicKeysInKeyGroup",
      status: 400,
      source: LIMITS,
      description: "A key group has five public keys at most.",
      validate: (context) =>
        asTexts(context.inputs["items"]).length > 5
          ? "The number of public keys in this key group is more than the maximum allowed (5)."
          : undefined,
    },
  ],
};

const originAccessControl: ResourceType = {
  token: "aws:cloudfront/originAccessControl:OriginAccessControl",
  service: "CloudFront",
  operations: {
    create: "CreateOriginAccessControl",
    update: "UpdateOriginAccessControl",
    delete: "DeleteOriginAccessControl",
  },
  source: registry("cloudfront/originaccesscontrol"),
  global: true,
  inputs: {
    description: str({ max: 256 }),
    name: str({ max: 64 }),
    originAccessControlOriginType: str({
      required: true,
      oneOf: ["s3", "mediastore", "mediapackagev2", "lambda"],
    }),
    signingBehavior: str({ required: true, oneOf: ["always", "never", "no-override"] }),
    signingProtocol: str({ required: true, oneOf: ["sigv4"] }),
  },
  naming: { field: "name", max: 64 },
  id: () => `E${capitals(13)}`,
  outputs: {
    arn: stable((context) => `arn:aws:cloudfront::${context.accountId}:origin-access-control/${context.id}`),
    description: stable(() => "Managed by Pulumi"),
    etag,
  },
  unique: [
    {
      of: ["name"],
      within: "account",
      code: "OriginAccessControlAlreadyExists",
      status: 409,
      source: api("cloudfront", "CreateOriginAccessControl"),
    },
  ],
};

/** Keys, key groups and origin access controls. */
export const cloudfront = { resources: [publicKey, keyGroup, originAccessControl] };

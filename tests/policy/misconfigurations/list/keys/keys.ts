import { trust } from "../../compliantStacks/resources/policies";
import { type Misconfiguration, THE_STACK } from "../../misconfiguration";
import { added, all, declared, declaredRaw, exported, idOf, output, secret, set } from "../../stackModel";
import { fingerprintOf, privatePem, publicPem } from "../../testKeys";

const QUALITY = "public-key-is-rsa-2048-or-p-256";
const PRIVATE = "no-private-key-material";
const OUTPUT = "no-private-key-output";
const ONE_GROUP = "public-key-is-in-one-key-group";

/** A misconfigured public key. */
const quality = (id: string, what: string, encodedKey: string, expectText: RegExp[]): Misconfiguration => ({
  id,
  base: "s3AndAlb",
  what,
  rule: QUALITY,
  resource: "app-public-key-k1",
  change: set("app-public-key-k1", "encodedKey", encodedKey),
  expectText,
});

const withoutLine = (text: string, line: number) =>
  text
    .split("\n")
    .filter((_, index) => index !== line)
    .join("\n");

const base64 = (text: string) => Buffer.from(text).toString("base64");

const keyPair = declaredRaw(
  "tls:index/privateKey:PrivateKey",
  "app-generated-key",
  { algorithm: "RSA", rsaBits: 2048 },
  { privateKeyPem: secret(privatePem("pkcs1")), publicKeyPem: publicPem("rsa2048", "generated") },
);

/** Keys that CloudFront cannot use, keys in two groups, and private keys in the wrong place. */
export const keyMisconfigurations: Misconfiguration[] = [
  quality("key-rsa-1024", "The public key is RSA of 1024 bits.", publicPem("rsa1024"), [/1024/]),
  quality("key-rsa-3072", "The public key is RSA of 3072 bits.", publicPem("rsa3072"), [/3072/]),
  quality("key-p-384", "The public key is ECDSA on P-384.", publicPem("p384"), [/384/]),
  quality("key-ed25519", "The public key is Ed25519.", publicPem("ed25519"), [/ed25519/i]),
  quality(
    "key-malformed",
    "A line of the public key is missing.",
    withoutLine(publicPem("rsa2048", "app"), 2),
    [/PEM|parse/i],
  ),
  quality("key-not-pem", "The public key is the name of a file.", "keys/app.pem", [/PEM|parse/i]),
  {
    id: "key-private-half",
    base: "classicAlb",
    what: "The public key argument holds the private key.",
    rule: PRIVATE,
    resource: "shop-public-key-k1",
    change: set("shop-public-key-k1", "encodedKey", privatePem("pkcs8")),
    expectText: [/encodedKey/],
  },
  {
    id: "key-group-empty",
    base: "dev",
    what: "The key group is empty.",
    rule: "key-group-has-keys",
    resource: "site-key-group",
    change: set("site-key-group", "items", []),
    expectText: [/items/],
  },
  {
    id: "key-in-two-groups",
    base: "dev",
    what: "One public key is in two key groups.",
    rule: ONE_GROUP,
    resource: "site-second-key-group",
    change: added(
      declared("aws:cloudfront/keyGroup:KeyGroup", "site-second-key-group", {
        items: [idOf("site-public-key-k1")],
      }),
    ),
    expectText: [/site-public-key-k1/],
  },
  {
    id: "key-bytes-in-two-groups",
    base: "classicAlb",
    what: "The same key exists twice in CloudFront, each copy in its own group.",
    rule: ONE_GROUP,
    resource: "shop-second-key-group",
    change: added(
      declared("aws:cloudfront/publicKey:PublicKey", "shop-public-key-copy", {
        encodedKey: `${publicPem("rsa2048", "shop").trim().replaceAll("\n", "\r\n")}\r\n`,
      }),
      declared("aws:cloudfront/keyGroup:KeyGroup", "shop-second-key-group", {
        items: [idOf("shop-public-key-copy")],
      }),
    ),
  },
  {
    id: "key-of-another-environment",
    base: "s3AndAlb",
    what: "The configuration lists the public key as another environment's.",
    rule: "no-key-of-another-environment",
    resource: "app-public-key-k1",
    change: (stack) => stack,
    options: { foreignKeyFingerprints: [fingerprintOf("p256", "app")] },
  },
  {
    id: "private-key-in-template",
    base: "dev",
    what: "The launch template's boot script, in base64, holds a private key.",
    rule: PRIVATE,
    resource: "site-template",
    change: set(
      "site-template",
      "userData",
      base64(`#!/bin/sh\ncat > /key.pem <<EOF\n${privatePem("pkcs8")}EOF\n`),
    ),
    expectText: [/userData/],
  },
  {
    id: "private-key-in-instance",
    base: "nlbAndEc2",
    what: "The boot script of an instance holds a private key.",
    rule: PRIVATE,
    resource: "api-instance-0",
    change: set("api-instance-0", "userData", `#!/bin/sh\ncat > /key.pem <<EOF\n${privatePem("sec1")}EOF\n`),
    expectText: [/userData/],
  },
  {
    id: "private-key-in-instance-base64",
    base: "nlbAndEc2",
    what: "The boot script of an instance, in userDataBase64, holds a private key.",
    rule: PRIVATE,
    resource: "api-instance-1",
    change: set("api-instance-1", "userDataBase64", base64(privatePem("pkcs1"))),
    expectText: [/userDataBase64/],
  },
  {
    id: "private-key-in-parameter",
    base: "s3AndAlb",
    what: "A parameter of type String holds the signing key.",
    rule: PRIVATE,
    resource: "app-signing-key",
    change: added(
      declared("aws:ssm/parameter:Parameter", "app-signing-key", {
        type: "String",
        value: privatePem("pkcs1"),
      }),
    ),
    expectText: [/value/],
  },
  {
    id: "private-key-in-secure-parameter",
    base: "s3AndAlb",
    what: "The program writes the signing key into a SecureString parameter, so that the state holds it.",
    rule: PRIVATE,
    resource: "app-signing-key",
    change: added(
      declared("aws:ssm/parameter:Parameter", "app-signing-key", {
        type: "SecureString",
        value: secret(privatePem("pkcs8")),
      }),
    ),
  },
  {
    id: "private-key-in-secret",
    base: "classicAlb",
    what: "The program writes the signing key, in a JSON document, into the secret.",
    rule: PRIVATE,
    resource: "shop-signing-key-value",
    change: added(
      declared("aws:secretsmanager/secretVersion:SecretVersion", "shop-signing-key-value", {
        secretId: idOf("shop-signing-key"),
        secretString: secret(JSON.stringify({ id: "k1", pem: privatePem("pkcs8") })),
      }),
    ),
    expectText: [/secretString/],
  },
  {
    id: "private-key-encrypted",
    base: "dev",
    what: "An object in a bucket holds a private key, encrypted with a passphrase.",
    rule: PRIVATE,
    resource: "site-key-object",
    change: added(
      declared("aws:s3/bucketObjectv2:BucketObjectv2", "site-key-object", {
        bucket: output("site-pages", "bucket"),
        key: "key.pem",
        content: privatePem("encrypted"),
      }),
    ),
  },
  {
    id: "private-key-in-environment",
    base: "prod",
    what: "An environment variable of a function holds a private key, with \\n between its lines.",
    rule: PRIVATE,
    resource: "site-signer",
    change: added(
      declared("aws:iam/role:Role", "site-signer-role", { assumeRolePolicy: trust("lambda.amazonaws.com") }),
      declared("aws:lambda/function:Function", "site-signer", {
        role: output("site-signer-role", "arn"),
        runtime: "nodejs22.x",
        handler: "index.handler",
        s3Bucket: "code-of-members",
        s3Key: "signer.zip",
        environment: { variables: { SIGNING_KEY: privatePem("pkcs8").replaceAll("\n", "\\n") } },
      }),
    ),
    expectText: [/environment/],
  },
  {
    id: "private-key-exported",
    base: "dev",
    what: "The stack exports a private key.",
    rule: OUTPUT,
    resource: THE_STACK,
    change: exported("signingKey", privatePem("pkcs8")),
    expectText: [/signingKey/],
  },
  {
    id: "private-key-exported-as-secret",
    base: "prod",
    what: "The stack exports a private key as a secret, inside an object.",
    rule: OUTPUT,
    resource: THE_STACK,
    change: exported("signing", { id: "k2", key: secret(privatePem("sec1")) }),
    expectText: [/signing/],
  },
  {
    id: "private-key-generated",
    base: "s3AndAlb",
    what: "The program generates the key pair, so the state holds the private key.",
    rule: OUTPUT,
    resource: "app-generated-key",
    change: all(
      added(keyPair),
      set("app-public-key-k1", "encodedKey", output("app-generated-key", "publicKeyPem")),
    ),
    expectText: [/privateKeyPem|tls:index\/privateKey/],
  },
];

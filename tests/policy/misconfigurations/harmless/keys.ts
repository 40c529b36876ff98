import { kmsKey } from "../compliantStacks/resources/keys";
import { policyDocument, trust } from "../compliantStacks/resources/policies";
import type { Harmless } from "../misconfiguration";
import {
  added,
  all,
  declared,
  exported,
  idOf,
  inserted,
  joined,
  output,
  secret,
  set,
  unset,
} from "../stackModel";
import { publicPem } from "../testKeys";

/** Keys, permissions and values without a risk to signing keys. */
export const harmlessKeys: Harmless[] = [
  {
    id: "second-key-announced",
    base: "dev",
    what: "A second key is announced: it is in the key group, and no role may sign with it.",
    change: all(
      added(...kmsKey({ name: "site", id: "k2" })),
      inserted("site-key-group", "items", 1, idOf("site-public-key-k2")),
    ),
  },
  {
    id: "public-key-rsa-2048",
    base: "s3AndAlb",
    what: "The public key is RSA of 2048 bits.",
    change: set("app-public-key-k1", "encodedKey", publicPem("rsa2048", "app")),
  },
  {
    id: "public-key-in-script",
    base: "dev",
    what: "The boot script holds a public key.",
    change: set(
      "site-template",
      "userData",
      Buffer.from(`#!/bin/sh\ncat > /key.pem <<EOF\n${publicPem("p256", "script")}EOF\n`).toString("base64"),
    ),
  },
  {
    id: "public-key-in-parameter",
    base: "s3AndAlb",
    what: "A parameter of type String holds the public key.",
    change: added(
      declared("aws:ssm/parameter:Parameter", "app-public-half", {
        type: "String",
        value: publicPem("p256", "app"),
      }),
    ),
  },
  {
    id: "password-in-secret",
    base: "classicAlb",
    what: "A secret holds the password of a database.",
    change: added(
      declared("random:index/randomPassword:RandomPassword", "shop-database-password", { length: 32 }),
      declared("aws:secretsmanager/secret:Secret", "shop-database", {}),
      declared("aws:secretsmanager/secretVersion:SecretVersion", "shop-database-value", {
        secretId: idOf("shop-database"),
        secretString: output("shop-database-password", "result"),
      }),
    ),
  },
  {
    id: "words-about-private-keys",
    base: "nlbAndEc2",
    what: "A boot script mentions a PRIVATE KEY without holding one.",
    change: set("api-instance-0", "userData", "#!/bin/sh\n# the PRIVATE KEY stays in KMS\n"),
  },
  {
    id: "exports-of-public-values",
    base: "prod",
    what: "The stack exports a fingerprint, a public key, and a secret value that is not a key.",
    change: all(
      exported("fingerprint", "3f1c8a5e"),
      exported("publicKey", publicPem("p256", "site-key-k2")),
      exported("note", secret("nothing to see")),
    ),
  },
  {
    id: "separate-key-policy",
    base: "nlbAndEc2",
    what: "The signing key's policy is a separate resource that allows one role.",
    change: all(
      unset("api-key-k1", "policy"),
      added(
        declared("aws:kms/keyPolicy:KeyPolicy", "api-key-says", {
          keyId: output("api-key-k1", "keyId"),
          policy: joined`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["kms:DescribeKey","kms:GetPublicKey","kms:PutKeyPolicy"],"Resource":"*"},{"Effect":"Allow","Principal":{"AWS":"${output("api-role", "arn")}"},"Action":"kms:Sign","Resource":"*"}]}`,
        }),
      ),
    ),
  },
  {
    id: "role-reads-own-bucket",
    base: "dev",
    what: "The role may read all objects of one bucket.",
    change: added(
      declared("aws:iam/rolePolicy:RolePolicy", "site-reads", {
        role: output("site-role", "name"),
        policy: policyDocument({
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:ListBucket"],
          Resource: ["arn:aws:s3:::content-of-members", "arn:aws:s3:::content-of-members/*"],
        }),
      }),
    ),
  },
  {
    id: "role-describes-everything",
    base: "prod",
    what: "A role may describe instances and write metrics, which AWS allows on all resources only.",
    change: added(
      declared("aws:iam/role:Role", "site-observer", { assumeRolePolicy: trust("ec2.amazonaws.com") }),
      declared("aws:iam/rolePolicy:RolePolicy", "site-observes", {
        role: output("site-observer", "name"),
        policy: policyDocument({
          Effect: "Allow",
          Action: ["ec2:Describe*", "cloudwatch:PutMetricData"],
          Resource: "*",
        }),
      }),
    ),
  },
  {
    id: "wildcard-denied",
    base: "s3AndAlb",
    what: "A policy denies signing with any key.",
    change: added(
      declared("aws:iam/rolePolicy:RolePolicy", "app-never-signs", {
        role: output("app-role", "name"),
        policy: policyDocument({ Effect: "Deny", Action: "kms:*", Resource: "*" }),
      }),
    ),
  },
  {
    id: "key-for-encryption",
    base: "dev",
    what: "Another key of the stack encrypts volumes, under AWS's default policy.",
    change: added(declared("aws:kms/key:Key", "site-volumes-key", { enableKeyRotation: true })),
  },
  {
    id: "metadata-two-hops",
    base: "dev",
    what: "The metadata hop limit is two, as containers require.",
    change: set("site-template", "metadataOptions.httpPutResponseHopLimit", 2),
  },
];

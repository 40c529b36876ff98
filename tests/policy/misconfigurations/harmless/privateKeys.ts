import { gzipSync } from "node:zlib";
import type { Harmless } from "../misconfiguration";
import { added, declared, declaredRaw, exported, later, output, secret, set } from "../stackModel";
import { privatePem, publicPem, sshKey } from "../testKeys";

/** Private keys that cannot sign for CloudFront, and texts that resemble keys. */
export const harmlessPrivateKeys: Harmless[] = [
  {
    id: "ssh-key-generated",
    base: "dev",
    what: "The program generates a key pair for SSH and passes its public half to EC2.",
    change: added(
      declaredRaw(
        "tls:index/privateKey:PrivateKey",
        "site-ssh",
        { algorithm: "RSA", rsaBits: 2048 },
        {
          privateKeyPem: secret(privatePem("pkcs1")),
          publicKeyPem: publicPem("rsa2048", "pkcs1"),
          publicKeyOpenssh: sshKey,
        },
      ),
      declared("aws:ec2/keyPair:KeyPair", "site-ssh-pair", {
        publicKey: output("site-ssh", "publicKeyOpenssh"),
      }),
    ),
  },
  {
    id: "certificate-imported",
    base: "s3AndAlb",
    what: "A certificate is imported with its private key.",
    change: added(
      declared("aws:acm/certificate:Certificate", "app-imported", {
        privateKey: secret(privatePem("pkcs8")),
        certificateBody: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
      }),
    ),
  },
  {
    id: "key-of-another-kind-in-secret",
    base: "classicAlb",
    what: "A secret holds a private key for SSH, of a kind that CloudFront does not accept.",
    change: added(
      declared("aws:secretsmanager/secret:Secret", "shop-deploy", {}),
      declared("aws:secretsmanager/secretVersion:SecretVersion", "shop-deploy-value", {
        secretId: output("shop-deploy", "id"),
        secretString: secret(privatePem("ed25519")),
      }),
    ),
  },
  {
    id: "certificate-generated",
    base: "nlbAndEc2",
    what: "The program generates a key pair for TLS and a certificate that it signs itself.",
    change: added(
      declaredRaw(
        "tls:index/privateKey:PrivateKey",
        "api-generated",
        { algorithm: "ECDSA", ecdsaCurve: "P256" },
        { privateKeyPem: secret(privatePem("sec1")), publicKeyPem: publicPem("p256", "sec1") },
      ),
      declaredRaw("tls:index/selfSignedCert:SelfSignedCert", "api-certificate", {
        privateKeyPem: output("api-generated", "privateKeyPem"),
        allowedUses: ["server_auth"],
        validityPeriodHours: 24,
      }),
    ),
  },
  {
    id: "user-data-compressed",
    base: "dev",
    what: "The user data is compressed, and holds a certificate and a public key for SSH.",
    change: set(
      "site-template",
      "userData",
      gzipSync(`#!/bin/sh\ncat > /key.pub <<END\n${sshKey}\n${publicPem("rsa2048", "script")}END\n`).toString(
        "base64",
      ),
    ),
  },
  {
    id: "hashes-and-pictures",
    base: "prod",
    what: "The stack exports a picture as a data URI, digests, and words about a private key.",
    change: exported("assets", {
      picture: `data:image/png;base64,${Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(600, "picture")]).toString("base64")}`,
      digests: [publicPem("p256", "a"), "sha256-".padEnd(71, "9f86d081")],
      note: "No -----BEGIN PRIVATE KEY----- line may ever be in this output; ask whoever wrote it there.",
      later: later("known after the update"),
    }),
  },
];

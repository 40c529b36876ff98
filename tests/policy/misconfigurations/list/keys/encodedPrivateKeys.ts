import { gzipSync } from "node:zlib";
import type { Misconfiguration } from "../../misconfiguration";
import { added, all, type Change, declared, declaredRaw, output, secret, set } from "../../stackModel";
import { privateJwk, privatePem, publicPem } from "../../testKeys";

const PRIVATE = "no-private-key-material";
const OUTPUT = "no-private-key-output";

const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
const indented = (text: string) => text.replace(/^/gm, "      ");

/** The user data of an instance, which holds a private key in some form. */
const userData = (id: string, what: string, text: string): Misconfiguration => ({
  id,
  base: "nlbAndEc2",
  what,
  rule: PRIVATE,
  resource: "api-instance-0",
  change: set("api-instance-0", "userData", text),
  expectText: [/userData: this contains a private key, which the stack's state stores/],
});

const parameter = (id: string, what: string, value: string): Misconfiguration => ({
  id,
  base: "s3AndAlb",
  what,
  rule: PRIVATE,
  resource: "app-config",
  change: added(
    declared("aws:ssm/parameter:Parameter", "app-config", { type: "SecureString", value: secret(value) }),
  ),
  expectText: [/value: this contains a private key/],
});

const der = (form: "pkcs8" | "sec1") => {
  const lines = privatePem(form).trim().split("\n");
  return Buffer.from(lines.slice(1, -1).join(""), "base64");
};

/** A key that the program generates and imports with a certificate, whose public half is in CloudFront. */
const reused: Change = all(
  added(
    declared("aws:acm/certificate:Certificate", "app-imported", {
      privateKey: secret(privatePem("pkcs8")),
      certificateBody: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    }),
  ),
  set("app-public-key-k1", "encodedKey", publicPem("p256", "pkcs8")),
);

/** Private keys in the forms and encodings that tools and boot scripts write. */
export const encodedPrivateKeyMisconfigurations: Misconfiguration[] = [
  userData(
    "private-key-in-cloud-init",
    "A file in cloud-init's YAML is a private key, indented.",
    `#cloud-config\nwrite_files:\n  - path: /key.pem\n    content: |\n${indented(privatePem("pkcs8"))}\n`,
  ),
  userData(
    "private-key-in-cloud-init-base64",
    "A file in cloud-init's YAML is a private key, in base64.",
    `#cloud-config\nwrite_files:\n  - encoding: b64\n    content: ${base64(privatePem("sec1"))}\n    path: /key.pem\n`,
  ),
  userData(
    "private-key-in-cloud-init-compressed",
    "A file in cloud-init's YAML is a private key, compressed and in base64.",
    `#cloud-config\nwrite_files:\n  - encoding: gz+b64\n    content: ${base64(gzipSync(privatePem("pkcs8")))}\n    path: /key.pem\n`,
  ),
  userData(
    "private-key-in-mime-part",
    "A part of the MIME message in the user data, in base64, writes a private key.",
    `Content-Type: multipart/mixed; boundary="part"\nMIME-Version: 1.0\n\n--part\nContent-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n${base64(`#!/bin/sh\ncat > /key.pem <<END\n${privatePem("pkcs8")}END\n`)}\n--part--\n`,
  ),
  {
    id: "private-key-in-compressed-user-data",
    base: "dev",
    what: "The launch template's user data is compressed, and a file in it is a private key in base64.",
    rule: PRIVATE,
    resource: "site-template",
    change: set(
      "site-template",
      "userData",
      base64(gzipSync(`#!/bin/sh\necho ${base64(privatePem("pkcs8"))} | base64 -d > /key.pem\n`)),
    ),
    expectText: [/userData: this contains a private key/],
  },
  parameter("private-key-as-jwk", "A parameter holds a private JSON Web Key.", privateJwk("p256", "jwk")),
  parameter(
    "private-key-as-der",
    "A parameter holds a private key in DER, in hex.",
    der("pkcs8").toString("hex"),
  ),
  parameter(
    "private-key-as-data-uri",
    "A parameter holds a private key as a data URI.",
    `data:application/octet-stream;base64,${base64(der("sec1"))}`,
  ),
  {
    id: "private-key-of-certificate-signs",
    base: "s3AndAlb",
    what: "A certificate is imported with the private key whose public half CloudFront trusts.",
    rule: OUTPUT,
    resource: "app-imported",
    change: reused,
    expectText: [/privateKey: this output contains the private half of \S+app-public-key-k1/],
  },
  {
    id: "private-key-generated-through-command",
    base: "dev",
    what: "The program generates the key pair, and a command converts its public half.",
    rule: OUTPUT,
    resource: "site-generated",
    change: all(
      added(
        declaredRaw("tls:index/privateKey:PrivateKey", "site-generated", { algorithm: "RSA" }),
        declaredRaw(
          "command:local:Command",
          "site-convert",
          { create: "openssl rsa -pubin", stdin: output("site-generated", "name") },
          { stdout: publicPem("rsa2048", "converted") },
        ),
      ),
      set("site-public-key-k1", "encodedKey", output("site-convert", "stdout")),
    ),
    expectText: [/privateKeyPem: this generates a private key/],
  },
];

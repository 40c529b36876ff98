import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import {
  added,
  type Change,
  declared,
  declaredRaw,
  later,
  output,
  set,
} from "../../misconfigurations/stackModel";
import { site } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { base64, pairs, publicText } from "./formats";
import {
  containerVariable,
  functionVariable,
  launchTemplate,
  object,
  userData,
  userDataBase64,
} from "./places";

const { ec, rsa } = pairs;

function harmless(id: string, what: string, change: Change, source: string): IndependentCase {
  return {
    id: `key-${id}`,
    what,
    source,
    verdict: "accepted",
    resources: site(set("site-public-key-k1", "encodedKey", publicText(ec)), change),
  };
}

const { kty, crv, x, y } = ec.publicKey.export({ format: "jwk" });

/** Texts that look like private keys and are none. */
export const noKeys: readonly IndependentCase[] = [
  harmless(
    "public-pem-in-user-data",
    "A boot script writes the public key.",
    userData(`#!/bin/sh\ncat > /etc/links/public.pem <<'EOF'\n${publicText(ec)}EOF\n`),
    pages.userData,
  ),
  harmless(
    "public-jwk",
    "A function's variable holds the public key as JSON Web Key.",
    functionVariable(JSON.stringify({ kty, crv, x, y })),
    pages.lambdaVariables,
  ),
  harmless(
    "public-der-in-base64",
    "An object holds another public key in DER and base64.",
    object({ content: base64(rsa.publicKey.export({ type: "spki", format: "der" })) }),
    pages.keyPairs,
  ),
  harmless(
    "boot-script-makes-one",
    "A boot script makes a key pair for TLS on the instance.",
    launchTemplate(
      base64("#!/bin/sh\nopenssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/tls.key -out /etc/tls.crt\n"),
    ),
    pages.userData,
  ),
  harmless(
    "boot-script-speaks-of-one",
    "A boot script looks for the first line of a private key.",
    userData("#!/bin/sh\ngrep -q -- '-----BEGIN PRIVATE KEY-----' /etc/tls.key || exit 1\n"),
    pages.userData,
  ),
  harmless(
    "random-bytes",
    "A container's variable holds random bytes in base64, as long as a key.",
    containerVariable(base64(randomBytes(138))),
    pages.taskSecrets,
  ),
  harmless(
    "compressed-script",
    "The user data is a compressed script without a key.",
    userDataBase64(gzipSync("#!/bin/sh\nsystemctl enable --now site\n").toString("base64")),
    pages.userData,
  ),
  harmless(
    "ssh-key-of-a-bastion",
    "A key pair for SSH is made by the program, and its public half is registered.",
    added(
      declaredRaw(
        "tls:index/privateKey:PrivateKey",
        "bastion-key",
        { algorithm: "ED25519" },
        {
          privateKeyOpenssh: "kept in the state",
          publicKeyOpenssh:
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHk8WmSYMr3PQ7Xz1uGmJ0k3oV2bQ0cD0o5qJ8m1m0aE",
        },
      ),
      declaredRaw("aws:ec2/keyPair:KeyPair", "bastion", {
        publicKey: output("bastion-key", "publicKeyOpenssh"),
      }),
    ),
    pages.keyPairs,
  ),
  harmless(
    "secret-by-its-arn",
    "A function's variable names the secret that holds a key.",
    functionVariable("arn:aws:secretsmanager:eu-west-1:111122223333:secret:links/settings-a1b2c3"),
    pages.lambdaVariables,
  ),
  harmless(
    "unknown-script",
    "The user data comes from a build, unknown in a preview, and has no key.",
    userData(later("#!/bin/sh\nsystemctl enable --now site\n")),
    pages.userData,
  ),
  harmless(
    "public-key-of-another-provider",
    "An object holds the keys by which an identity provider signs tokens.",
    added(
      declared("aws:s3/bucketObjectv2:BucketObjectv2", "jwks", {
        bucket: "acme-boot",
        key: "jwks.json",
        content: JSON.stringify({ keys: [rsa.publicKey.export({ format: "jwk" })] }),
      }),
    ),
    pages.keyPairs,
  ),
];

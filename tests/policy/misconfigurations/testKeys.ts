import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";

/** Kinds of keys: the two that CloudFront accepts, and some that it does not. */
export type KeyKind = "rsa1024" | "rsa2048" | "rsa3072" | "p256" | "p384" | "ed25519";

const pairs = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>();

/**
 * Returns a public key as SPKI PEM. Key pairs are generated on first use, so none is stored in the repository.
 *
 * @param label - distinguishes keys of one kind
 */
export function publicPem(kind: KeyKind, label = ""): string {
  return pair(kind, label).publicKey.export({ type: "spki", format: "pem" }).toString();
}

/** Returns the SHA-256 of a public key in DER, as lower-case hexadecimal digits. */
export function fingerprintOf(kind: KeyKind, label = ""): string {
  return createHash("sha256")
    .update(pair(kind, label).publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/** The PEM forms of a private key. */
export type PrivateForm = "pkcs8" | "pkcs1" | "sec1" | "encrypted" | "ed25519";

/** Returns a private key as PEM. */
export function privatePem(form: PrivateForm): string {
  const kind = form === "pkcs1" ? "rsa2048" : form === "ed25519" ? form : "p256";
  const { privateKey } = pair(kind, form);
  switch (form) {
    case "pkcs8":
    case "pkcs1":
    case "sec1":
      return privateKey.export({ type: form, format: "pem" }).toString();
    case "ed25519":
      return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    case "encrypted":
      return privateKey
        .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "fixture" })
        .toString();
  }
}

/** Returns a private key as a JSON Web Key. */
export function privateJwk(kind: KeyKind, label: string): string {
  return JSON.stringify(pair(kind, label).privateKey.export({ format: "jwk" }));
}

/** A public key for SSH, of which the private half was not kept. */
export const sshKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1QxgkC1hZ5vJ5ZrFh2lP0kq0rB0u6wq3m0l5dY9c8T members@example.com";

function pair(kind: KeyKind, label: string): { publicKey: KeyObject; privateKey: KeyObject } {
  const name = `${kind} ${label}`;
  const known = pairs.get(name) ?? generate(kind);
  pairs.set(name, known);
  return known;
}

function generate(kind: KeyKind): { publicKey: KeyObject; privateKey: KeyObject } {
  switch (kind) {
    case "rsa1024":
    case "rsa2048":
    case "rsa3072":
      return generateKeyPairSync("rsa", { modulusLength: Number(kind.slice("rsa".length)) });
    case "p256":
      return generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    case "p384":
      return generateKeyPairSync("ec", { namedCurve: "secp384r1" });
    case "ed25519":
      return generateKeyPairSync("ed25519");
  }
}

import { generateKeyPairSync, type KeyObject } from "node:crypto";

/** A key pair of a kind that CloudFront accepts. */
export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** The key pairs whose private halves the cases write down, made anew in each run. */
export const pairs: Readonly<Record<"ec" | "rsa", KeyPair>> = {
  ec: generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }),
};

/** Returns a public key as PEM. */
export function publicText({ publicKey }: KeyPair): string {
  return publicKey.export({ type: "spki", format: "pem" }).toString();
}

/** Returns a private key as PEM. */
export function pem({ privateKey }: KeyPair, type: "pkcs8" | "pkcs1" | "sec1" = "pkcs8"): string {
  return privateKey.export({ type, format: "pem" }).toString();
}

/** Returns a private key in DER. */
export function der({ privateKey }: KeyPair): Buffer {
  return privateKey.export({ type: "pkcs8", format: "der" });
}

/** Returns a private key as JSON Web Key. */
export function jwk({ privateKey }: KeyPair): string {
  return JSON.stringify(privateKey.export({ format: "jwk" }));
}

/** Returns an RSA key in the XML of .NET. */
export function xml({ privateKey }: KeyPair): string {
  const { n, e, p, q, dp, dq, qi, d } = privateKey.export({ format: "jwk" });
  const elements = { Modulus: n, Exponent: e, P: p, Q: q, DP: dp, DQ: dq, InverseQ: qi, D: d };
  const texts = Object.entries(elements).map(([name, value]) => {
    const bytes = Buffer.from(value ?? "", "base64url");
    return `<${name}>${bytes.toString("base64")}</${name}>`;
  });
  return `<RSAKeyValue>${texts.join("")}</RSAKeyValue>`;
}

/** Returns a P-256 key in the format of OpenSSH. */
export function openSsh({ privateKey }: KeyPair): string {
  const { x = "", y = "", d = "" } = privateKey.export({ format: "jwk" });
  const bytes = (text: string): Buffer => Buffer.from(text, "base64url");
  const point = Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)]);
  const kind = ["ecdsa-sha2-nistp256", "nistp256"].map((text) => field(Buffer.from(text)));
  const publicPart = Buffer.concat([...kind, field(point)]);
  const check = Buffer.alloc(8, 7);
  const secretPart = Buffer.concat([
    check,
    publicPart,
    field(Buffer.concat([Buffer.from([0]), bytes(d)])),
    field(Buffer.from("signer")),
  ]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (secretPart.length % 8)) % 8));
  const none = field(Buffer.from("none"));
  const body = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    none,
    none,
    field(Buffer.alloc(0)),
    Buffer.from([0, 0, 0, 1]),
    field(publicPart),
    field(Buffer.concat([secretPart, padding])),
  ]);
  const lines = body.toString("base64").match(/.{1,70}/g) ?? [];
  const dashes = "-----";
  const label = "OPENSSH PRIVATE KEY";
  return [`${dashes}BEGIN ${label}${dashes}`, ...lines, `${dashes}END ${label}${dashes}`, ""].join("\n");
}

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Encodes text or bytes in base64. */
export function base64(value: string | Buffer): string {
  return Buffer.from(value as string).toString("base64");
}

/** Keys that parse and are none: `node:crypto` ends the process when it is asked for the details of some of them. */
import { type KeyObject, randomBytes } from "node:crypto";

/** Encodes DER of up to 65,535 bytes. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const hex = (text: string): Buffer => Buffer.from(text, "hex");

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

const p256 = hex("06082a8648ce3d030107");
const noPoint = hex("03020000");

const ecPublicKey = hex("06072a8648ce3d0201");

/** A public key on P-256 whose point is at infinity. */
export const publicKeyWithoutPoint = pem("PUBLIC KEY", der(0x30, der(0x30, ecPublicKey, p256), noPoint));

/** A private key on P-256, in DER, that says that its public point is at infinity. */
export const privateKeyWithoutPoint = der(
  0x30,
  hex("020101"),
  der(4, Buffer.alloc(32, 7)),
  der(0xa0, p256),
  der(0xa1, noPoint),
);

/** The same in PEM. */
export const privatePemWithoutPoint = pem("EC PRIVATE KEY", privateKeyWithoutPoint);

/** A private key on P-256, in DER, that has the public point of another one beside it. */
export function withPointOf(other: KeyObject, key: KeyObject): Buffer {
  const bytes = key.export({ type: "pkcs8", format: "der" });
  return Buffer.concat([bytes.subarray(0, -64), other.export({ type: "spki", format: "der" }).subarray(-64)]);
}

/** A public key that says that it is encrypted. */
export const encryptedPublicKey = (publicPem: string): string =>
  publicPem.replace(
    "\n",
    "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n",
  );

/** A public RSA key of 2048 bits with an exponent of one byte, or of more. */
export function rsaWithExponent(exponent: number | Buffer): string {
  const modulus = randomBytes(256);
  modulus[0] = 0xff;
  modulus[255] = 0xff;
  const numbers = der(
    0x30,
    der(2, Buffer.alloc(1), modulus),
    der(2, Buffer.isBuffer(exponent) ? exponent : Buffer.from([exponent])),
  );
  return pem(
    "PUBLIC KEY",
    der(0x30, hex("300d06092a864886f70d0101010500"), der(3, Buffer.alloc(1), numbers)),
  );
}

/** The parameters of P-256 in full, in place of its name: prime, coefficients, base point, order, cofactor. */
const p256InFull = der(
  0x30,
  hex("020101"),
  der(
    0x30,
    hex("06072a8648ce3d0101"),
    hex("022100ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
  ),
  der(
    0x30,
    hex("0420ffffffff00000001000000000000000000000000fffffffffffffffffffffffc"),
    hex("04205ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
  ),
  der(
    4,
    hex("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
  ),
  hex("022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  hex("020101"),
);

/** An odd exponent as long as the key, by which each number may be raised to itself. */
export const longExponent = Buffer.alloc(257, 0xff).fill(0, 0, 1);

/** Writes a public key on P-256 with its point compressed, with its point in both forms, and with its curve in full. */
export function otherFormsOf(key: KeyObject): string[] {
  const point = key.export({ type: "spki", format: "der" }).subarray(-64);
  const isOdd = (point[63] ?? 0) & 1;
  const write = (curve: Buffer, ...bytes: Buffer[]): string =>
    pem("PUBLIC KEY", der(0x30, der(0x30, ecPublicKey, curve), der(3, Buffer.alloc(1), ...bytes)));
  return [
    write(p256, Buffer.from([2 + isOdd]), point.subarray(0, 32)),
    write(p256, Buffer.from([6 + isOdd]), point),
    write(p256InFull, Buffer.from([4]), point),
  ];
}

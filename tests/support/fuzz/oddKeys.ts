/** Keys that parse and are none: `node:crypto` ends the process when it is asked for the details of some of them. */
import { randomBytes } from "node:crypto";

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

/** A public key on P-256 whose point is at infinity. */
export const publicKeyWithoutPoint = pem(
  "PUBLIC KEY",
  der(0x30, der(0x30, hex("06072a8648ce3d0201"), p256), noPoint),
);

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

/** A public RSA key of 2048 bits with an exponent of one byte. */
export function rsaWithExponent(exponent: number): string {
  const modulus = randomBytes(256);
  modulus[0] = 0xff;
  modulus[255] = 0xff;
  const numbers = der(0x30, der(2, Buffer.alloc(1), modulus), der(2, Buffer.from([exponent])));
  return pem(
    "PUBLIC KEY",
    der(0x30, hex("300d06092a864886f70d0101010500"), der(3, Buffer.alloc(1), numbers)),
  );
}

import type { JsonWebKey } from "node:crypto";
import { pemKeys } from "./pem";
import { keyOfJwk, keyOfSshPublicHalf, type PrivateKey, unreadableKey } from "./privateKey";

/** Longer keys do not exist. */
const maximumLength = 30_000;

/** Returns the private keys that a text spells: as PEM, JSON Web Key, XML, PuTTY's file or OpenSSL's listing. */
export function keysInText(text: string): PrivateKey[] {
  return finders.flatMap(([word, find]) => (text.includes(word) ? [...find(text)] : []));
}

/** The forms, each with a word that is in every text with a key in this form. */
const finders: readonly (readonly [word: string, find: (text: string) => Iterable<PrivateKey>])[] = [
  ["PRIVATE KEY", pemKeys],
  ["PuTTY-User-Key-File", puttyKeys],
  ["<RSAKeyValue", xmlKeys],
  ["kty", jsonWebKeys],
  ["Private-Key: (", listedKeys],
];

/** Returns the private key that an object is, if it is a JSON Web Key with a private member. */
export function jsonWebKey(value: object): PrivateKey | undefined {
  const { kty, d, p, q } = value as Record<string, unknown>;
  const isPrivate = [d, p, q].some((member) => typeof member === "string" && member.length > 20);
  return (kty === "RSA" || kty === "EC" || kty === "OKP") && isPrivate
    ? keyOfJwk(value as JsonWebKey)
    : undefined;
}

function* puttyKeys(text: string): Generator<PrivateKey> {
  for (const { index } of text.matchAll(/PuTTY-User-Key-File-\d/g)) {
    const file = text.slice(index, index + maximumLength);
    const end = file.indexOf("Private-Lines:");
    if (end >= 0) {
      const [, blob = ""] = file.slice(0, end).split(/Public-Lines: ?\d{1,9}/);
      const body = blob.replace(/\\[nrt]/g, " ").replace(/[^A-Za-z0-9+/]/g, "");
      yield keyOfSshPublicHalf(Buffer.from(body, "base64"));
    }
  }
}

function* xmlKeys(text: string): Generator<PrivateKey> {
  for (const { index } of text.matchAll(/<RSAKeyValue\b/g)) {
    const xml = text.slice(index, index + maximumLength);
    const [element = ""] = xml.split("</RSAKeyValue>", 1);
    const member = (name: string) => {
      const [, value] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(element) ?? [];
      return value === undefined ? undefined : Buffer.from(value, "base64").toString("base64url");
    };
    if ((member("D") ?? member("P") ?? "").length > 20) {
      yield keyOfJwk({ kty: "RSA", n: member("Modulus") ?? "", e: member("Exponent") ?? "" });
    }
  }
}

/** In a text that is not JSON as a whole, a JSON Web Key is found by its member `kty`. */
function* jsonWebKeys(text: string): Generator<PrivateKey> {
  for (const { index } of text.matchAll(/\bkty\b/g)) {
    const from = text.lastIndexOf("{", index);
    const near = text.slice(Math.max(from, index - 5000, 0), index + 5000);
    const [object = near] = from < 0 ? [near] : near.split("}", 1);
    const parsed = parseJson(`${object}}`);
    const key = parsed === undefined ? undefined : jsonWebKey(parsed);
    if (key !== undefined) {
      yield key;
    } else if (
      parsed === undefined &&
      /[\s"'{,](?:d|p|q)["']?\s{0,5}[:=]\s{0,5}["']?[A-Za-z0-9_+/-]{40}/.test(object)
    ) {
      yield unreadableKey;
    }
  }
}

/** A listing by `openssl rsa -text` or `openssl ec -text`. */
function listedKeys(text: string): PrivateKey[] {
  const isListing = /Private-Key: \(\d+ bit/.test(text) && /\bpriv(?:ateExponent)?:/.test(text);
  return isListing ? [unreadableKey] : [];
}

function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Signatures made by hand from node:crypto alone, so that the verifier is tested without the signer. */
import { constants, sign } from "node:crypto";
import { rsa, type TestKey } from "./keys";

export interface Making {
  readonly key?: TestKey;
  readonly hash?: "sha1" | "sha256";
  /** The parameter's value; "" leaves it out. Default: as the hash needs it. */
  readonly hashName?: string;
  readonly pss?: boolean;
  readonly rs?: boolean;
}

function base64(bytes: Buffer | string): string {
  return Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("=", "_").replaceAll("/", "~");
}

function signatureOver(text: string | Buffer, { key = rsa, hash = "sha1", pss, rs }: Making = {}): string {
  const padding = pss ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const options = { key: key.privateKey, padding, dsaEncoding: rs ? "ieee-p1363" : "der" } as const;
  return base64(sign(hash, Buffer.from(text), options));
}

function cannedText(resource: string, expires: number | string): string {
  return `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
}

/** The pairs of a signature, in the order in which AWS's page lists them. */
export function cannedPairs(
  resource: string,
  expires: number | string,
  making: Making = {},
): Record<string, string> {
  return { Expires: String(expires), ...signed(cannedText(resource, expires), making) };
}

export function customPairs(policy: unknown, making: Making = {}): Record<string, string> {
  const text = typeof policy === "string" || Buffer.isBuffer(policy) ? policy : JSON.stringify(policy);
  return { Policy: base64(text), ...signed(text, making) };
}

function signed(text: string | Buffer, making: Making): Record<string, string> {
  const { key = rsa, hash = "sha1", hashName = hash === "sha256" ? "SHA256" : "" } = making;
  return {
    Signature: signatureOver(text, making),
    "Key-Pair-Id": key.id,
    ...(hashName === "" ? {} : { "Hash-Algorithm": hashName }),
  };
}

export function query(pairs: Record<string, string>): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

export function cookie(pairs: Record<string, string>): string {
  return Object.entries(pairs)
    .map(([name, value]) => `CloudFront-${name}=${value}`)
    .join("; ");
}

export interface Statement {
  readonly resource?: string;
  readonly expires?: unknown;
  readonly starts?: unknown;
  readonly ip?: unknown;
}

/** A custom policy as an object, members left out where nothing is given. */
export function policy({ resource, expires, starts, ip }: Statement): unknown {
  return {
    Statement: [
      {
        ...(resource === undefined ? {} : { Resource: resource }),
        Condition: {
          ...(expires === undefined ? {} : { DateLessThan: { "AWS:EpochTime": expires } }),
          ...(starts === undefined ? {} : { DateGreaterThan: { "AWS:EpochTime": starts } }),
          ...(ip === undefined ? {} : { IpAddress: { "AWS:SourceIp": ip } }),
        },
      },
    ],
  };
}

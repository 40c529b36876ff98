/** Stored keys: bare PEM, or JSON with the CloudFront id and the retirement of the key. */
import { SignerError } from "../shared/errors";
import { type EpochSeconds, epochSeconds } from "../shared/time";
import type { LocalKey } from "./keySource";
import { pemKey } from "./pem";

/** A fetched key, and the time from which it must not be used. */
export interface StoredKey {
  readonly key: LocalKey;
  readonly retiresAt?: EpochSeconds | undefined;
}

interface Document {
  readonly privateKey?: unknown;
  readonly keyPairId?: unknown;
  readonly retiresAt?: unknown;
}

function toDocument(text: string, description: string): Document {
  try {
    return JSON.parse(text) as Document;
  } catch {
    // Not kept as the cause: the parser's message quotes the text.
    throw new SignerError("ERR_PEM_INVALID", `${description} is neither PEM nor JSON`, {
      remedy: 'store the PEM text, or {"privateKey":"…","keyPairId":"K…","retiresAt":"2026-01-01T00:00:00Z"}',
    });
  }
}

function toRetirement(value: unknown, description: string): EpochSeconds | undefined {
  if (value === undefined) {
    return undefined;
  }
  const time =
    typeof value === "string" && /(?:Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new SignerError("ERR_TIME_INVALID", `retiresAt in ${description} is not a time with a zone`, {
      field: "retiresAt",
    });
  }
  return epochSeconds(Math.floor(time / 1000), "retiresAt");
}

/**
 * Parses the text of a stored key.
 *
 * @throws SignerError ERR_PEM_…, ERR_KEY_TYPE, ERR_KEY_PAIR_ID, ERR_TIME_INVALID; none of them quotes the text
 */
export function parseStoredKey(text: string, description: string): StoredKey {
  if (!text.trimStart().startsWith("{")) {
    return { key: pemKey(text, { description }) };
  }
  const { privateKey, keyPairId, retiresAt } = toDocument(text, description);
  if (typeof privateKey !== "string") {
    throw new SignerError("ERR_PEM_INVALID", `${description} has no member privateKey`);
  }
  if (keyPairId !== undefined && typeof keyPairId !== "string") {
    throw new SignerError("ERR_KEY_PAIR_ID", `keyPairId in ${description} is not text`);
  }
  const options = keyPairId === undefined ? { description } : { description, keyPairId };
  return { key: pemKey(privateKey, options), retiresAt: toRetirement(retiresAt, description) };
}

/** Encrypted and authenticated cookie values. */
import { decodeProtectedHeader, EncryptJWT, jwtDecrypt } from "jose";
import type { z } from "zod";
import type { Clock } from "../clock";
import type { Keyring } from "./keyring";

/** Browsers silently drop a cookie of more than 4,096 bytes, name and attributes included. */
const longestValue = 3_800;

/** The purpose of a value: one is never accepted for another, though the key is the same. */
export type Purpose = "session" | "renewal" | "login";

/** Seals and opens cookie values as JWE, AES-256-GCM with a direct key. */
export class Sealer {
  constructor(
    private readonly keyring: Keyring,
    private readonly audience: string,
    private readonly clock: Clock,
  ) {}

  /**
   * Seals a value until it expires.
   *
   * @param expires - seconds since 1970
   * @returns the text, or undefined when it is too long for a cookie
   */
  async seal(
    purpose: Purpose,
    payload: Readonly<Record<string, unknown>>,
    expires: number,
  ): Promise<string | undefined> {
    const key = await this.keyring.sealing();
    const text = await new EncryptJWT(payload)
      .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: key.id })
      .setAudience(this.audience)
      .setSubject(purpose)
      .setExpirationTime(expires)
      .encrypt(key.bytes);
    return text.length > longestValue ? undefined : text;
  }

  /** Opens a value; undefined for one that is expired, or not sealed here for this purpose, site and shape. */
  async open<Shape extends z.ZodType>(
    purpose: Purpose,
    text: string | undefined,
    shape: Shape,
  ): Promise<z.output<Shape> | undefined> {
    if (text === undefined || text.length > longestValue) {
      return undefined;
    }
    try {
      const { payload } = await jwtDecrypt(text, async ({ kid }) => this.#key(kid), {
        keyManagementAlgorithms: ["dir"],
        contentEncryptionAlgorithms: ["A256GCM"],
        audience: this.audience,
        subject: purpose,
        requiredClaims: ["exp"],
        currentDate: new Date(this.clock() * 1000),
      });
      return shape.safeParse(payload).data;
    } catch {
      return undefined;
    }
  }

  /** Tells whether a text that was opened is sealed with the current key. */
  async isCurrent(text: string): Promise<boolean> {
    const { id } = await this.keyring.sealing();
    return decodeProtectedHeader(text).kid === id;
  }

  async #key(id: string | undefined): Promise<Uint8Array> {
    const key = await this.keyring.opening(id);
    if (key === undefined) {
      throw new Error("a key that this site does not have");
    }
    return key.bytes;
  }
}

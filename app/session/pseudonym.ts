/** Pseudonyms of people in the log. */
import { createHmac, hkdfSync } from "node:crypto";
import type { Clock } from "../clock";
import type { Keyring } from "./keyring";

/**
 * Creates pseudonyms: one person has one in all lines of a UTC day, and another one on the next. Without the session keys,
 * the log does not show who it is, nor whether a guess is right. A new session key changes them at once.
 */
export class Pseudonyms {
  constructor(
    private readonly keyring: Pick<Keyring, "sealing">,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the pseudonym of a person, 16 hexadecimal digits.
   *
   * @param person - the issuer's subject
   */
  async of(person: string): Promise<string> {
    const { bytes } = await this.keyring.sealing();
    const day = new Date(this.clock() * 1_000).toISOString().slice(0, 10);
    const key = hkdfSync("sha256", bytes, "", `secure-origin members pseudonym ${day}`, 32);
    return createHmac("sha256", new Uint8Array(key)).update(person).digest("hex").slice(0, 16);
  }
}

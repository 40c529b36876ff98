/** What people are called in the log. */
import { createHmac, hkdfSync } from "node:crypto";
import type { Clock } from "../clock";
import type { Keyring } from "./keyring";

/**
 * Names people by pseudonyms of a day: one person has one name in all lines of a UTC day, and another one on the next.
 * Whoever has the log cannot tell who it is, nor whether a guess is right, without the session keys. A new session key
 * changes the names at once.
 */
export class Pseudonyms {
  constructor(
    private readonly keyring: Pick<Keyring, "sealing">,
    private readonly clock: Clock,
  ) {}

  /**
   * Names a person: 16 hexadecimal digits.
   *
   * @param person - as the issuer calls it
   */
  async of(person: string): Promise<string> {
    const { bytes } = await this.keyring.sealing();
    const day = new Date(this.clock() * 1_000).toISOString().slice(0, 10);
    const key = hkdfSync("sha256", bytes, "", `secure-origin members pseudonym ${day}`, 32);
    return createHmac("sha256", new Uint8Array(key)).update(person).digest("hex").slice(0, 16);
  }
}

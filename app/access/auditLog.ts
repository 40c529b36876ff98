/** Who signed in, and what was signed for whom: under pseudonyms, and with nothing that opens something. */
import type { Logger } from "pino";
import type { Pseudonyms } from "../session/pseudonym";

/** What is told of an event, beside who it was. */
export type AuditFields = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Writes the audit lines of the log. They are written at every log level. */
export class AuditLog {
  readonly #log: Logger;

  constructor(
    log: Logger,
    private readonly pseudonyms: Pick<Pseudonyms, "of">,
  ) {
    this.#log = log.child({ audit: true }, { level: "info" });
  }

  /**
   * Writes one line.
   *
   * @param person - as the issuer calls it; the line has the pseudonym
   * @param fields - paths, names of rules and numbers alone: no id, address, token, cookie or signature
   */
  async write(event: string, person: string | undefined, fields: AuditFields = {}): Promise<void> {
    const who = person === undefined ? undefined : await this.pseudonyms.of(person);
    this.#log.info({ who, ...fields }, event);
  }
}

/** The audit log: who signed in and what was signed for whom, under pseudonyms and without credentials. */
import type { Logger } from "pino";
import type { Pseudonyms } from "../session/pseudonym";

/** The fields of an event. */
export type AuditFields = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Writes audit lines to the log, at every log level. */
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
   * @param person - the issuer's subject; the line has its pseudonym
   * @param fields - paths, names of rules and numbers only: no id, address, token, cookie or signature
   */
  async write(event: string, person: string | undefined, fields: AuditFields = {}): Promise<void> {
    const who = person === undefined ? undefined : await this.pseudonyms.of(person);
    this.#log.info({ who, ...fields }, event);
  }
}

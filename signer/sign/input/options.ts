/** Unknown options are refused: a misspelt restriction must not become no restriction. */
import { SignerError } from "../../shared/errors";

/**
 * Refuses unknown options, and options without a value: `ip: undefined` is more often a failed look-up than intended.
 *
 * @throws SignerError ERR_OPTION
 */
export function checkOptions(options: object, known: ReadonlySet<string>): void {
  for (const name in options) {
    if (!known.has(name)) {
      throw new SignerError("ERR_OPTION", `unknown option ${name}`, {
        field: name,
        remedy: `the options are ${[...known].join(", ")}`,
      });
    }
    const value = (options as Record<string, unknown>)[name];
    if (value === undefined || value === null) {
      throw new SignerError("ERR_OPTION", `${name} is ${String(value)}`, {
        field: name,
        remedy: "leave it out if that is intended",
      });
    }
  }
}

/** Options are refused when their names are unknown: a misspelt restriction must not become no restriction. */
import { SignerError } from "../../shared/errors";

/**
 * Refuses members that the call does not know, and known ones that hold nothing: `ip: undefined` is more often a
 * failed look-up than the wish for no lock.
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
        remedy: "leave it out if that is what you mean",
      });
    }
  }
}

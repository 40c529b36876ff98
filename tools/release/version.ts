/** Chooses a release's version. */
import { inc, type ReleaseType, valid } from "semver";
import { UserError } from "../../local/terminal/userError";

const steps: readonly ReleaseType[] = ["major", "minor", "patch"];

/**
 * Returns the version of the next release.
 *
 * @param asked - major, minor or patch; or `first`, the version in package.json, which no release has yet
 * @throws {UserError} for anything else, and for a step from a version that was never released
 */
export function nextVersion(current: string, released: boolean, asked: string | undefined): string {
  if (asked === "first" && !released) {
    return current;
  }
  const next = released ? inc(current, steps.find((step) => step === asked) ?? ("" as ReleaseType)) : null;
  if (next === null || valid(next) === null) {
    const allowed = released ? steps.join(", ") : `first, for ${current}, which no tag names yet`;
    throw new UserError(`the step to the next version is ${asked ?? "missing"}; allowed: ${allowed}`);
  }
  return next;
}

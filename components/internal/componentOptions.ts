import { problem } from "./problem";

/**
 * Options that Pulumi accepts for a component but ignores: they do not reach its children, although the caller relies on
 * them.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/components/
 */
const WITHOUT_EFFECT = ["ignoreChanges", "replaceOnChanges", "customTimeouts"];

/** Refuses options of a component that have no effect. */
export function optionProblems(options: object): string[] {
  return Object.entries(options)
    .filter(([key, value]) => WITHOUT_EFFECT.includes(key) && !isEmpty(value))
    .map(([key, value]) =>
      problem(
        `the option ${key}`,
        value,
        "nothing, for a component: Pulumi ignores it",
        "set it on the child that it is for, by the option transforms",
      ),
    );
}

/** Checks whether an option is empty: left out, or with empty members, as programs in other languages leave it out. */
function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === "" ||
    (typeof value === "object" && value !== null && Object.values(value).every(isEmpty))
  );
}

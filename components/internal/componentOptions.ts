import { problem } from "./problem";

/**
 * Options that Pulumi takes for a component and then does nothing with: they neither reach its children nor are
 * refused. Whoever sets one believes something protected that is not.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/components/
 */
const WITHOUT_EFFECT = ["ignoreChanges", "replaceOnChanges", "customTimeouts"];

/** Says which options of a component would have no effect. */
export function optionProblems(options: object): string[] {
  return Object.entries(options)
    .filter(([key, value]) => WITHOUT_EFFECT.includes(key) && !isEmpty(value))
    .map(([key, value]) =>
      problem(
        `the option ${key}`,
        value,
        "nothing, for a component: Pulumi passes it over",
        "set it on the child that it is meant for, by the option transforms",
      ),
    );
}

/** Whether an option says nothing: left out, or as a program in another language leaves it out, with empty members. */
function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === "" ||
    (typeof value === "object" && value !== null && Object.values(value).every(isEmpty))
  );
}

import { problem } from "../../internal/problem";

/** Says what is wrong with the ids of additional applications, which the names of their origins begin with. */
export function applicationIdProblems(ids: string[]): string[] {
  const ill = ids
    .filter((id) => !/^[a-z][a-z0-9-]{0,19}$/.test(id))
    .map((id) =>
      problem(
        "an id of additionalApplications",
        id,
        "1 to 20 lower-case letters, digits and -, a letter first",
        'name it like "reports"',
      ),
    );
  const twice = ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => problem("an id of additionalApplications", id, "each id once", "give one another id"));
  return [...ill, ...twice];
}

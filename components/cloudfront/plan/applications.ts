import { shortIdProblems } from "../../internal/names";
import { problem } from "../../internal/problem";

/** Validates the ids of additional applications, with which the ids of their origins begin. */
export function applicationIdProblems(ids: string[]): string[] {
  const what = "an id of additionalApplications";
  return [
    ...ids.flatMap((id) => shortIdProblems(what, id, 'name it like "reports"')),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => problem(what, id, "each id once", "choose another id for one of them")),
  ];
}

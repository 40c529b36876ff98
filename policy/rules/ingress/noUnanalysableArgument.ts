import { undocumentedIn } from "../../resources/reader";
import { unknownRouting } from "../../resources/routingArguments";
import { recordKinds } from "../../stack/recordKinds";
import type { StackModel } from "../../stack/stack";
import { unknownFinding } from "../findings";
import type { Rule } from "../rule";

/** Arguments of a type that AWS does not document, and unknown ones that decide where requests go, are rejected. */
export const noUnanalysableArgument: Rule = {
  name: "no-unanalysable-argument",
  displayName: "No unanalysable argument",
  description:
    "Every argument that a rule reads has a type that AWS documents, and those that decide where requests go are known " +
    "in preview.",
  rationale:
    "Nobody can say what AWS makes of a value of another type, or what an unknown action of a listener does. What depends " +
    "on such an argument cannot be checked.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["network exposure", "coverage"],
  remediationSteps:
    "Give the argument a value of the type that the provider's documentation lists, and write routes, types of actions, " +
    "and the lists of origin groups as literals.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/protecting-networks.html",
  scope: "ingress-paths",
  types: "all",
  options: ["protect", "protectedOrigins"],
  onUnknown: "deny",
  check(model, { protect, protectedOrigins }) {
    readEverything(model);
    const isProtecting = model.distributions.length + protectedOrigins.length > 0 || protect === "all";
    return model.resources.flatMap(({ urn, type, props }) => [
      ...undocumentedIn(props).map((path) => ({
        urn,
        path,
        why: "this does not have the type that AWS documents, so what depends on it cannot be checked",
        fix: "Give it a value of the type that the provider's documentation lists",
      })),
      ...(isProtecting ? unknownRouting(type, props) : []).map((field) =>
        unknownFinding(urn, field, "where requests go cannot be checked"),
      ),
    ]);
  },
};

/** Reads every record, not only those that other rules have asked for. */
function readEverything(model: StackModel): void {
  for (const kind of [...Object.keys(recordKinds), "links"]) {
    Reflect.get(model, kind);
  }
}

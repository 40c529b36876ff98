/** States, previews and plans with changed parts: each is read whole, or refused in one line. */
import fc from "fast-check";
import { requireDocumentedTypes } from "../../../cli/explainStack/documentedTypes";
import { toMermaid, toTree } from "../../../cli/explainStack/explainStackText";
import { hasUnintended, ingressTree } from "../../../cli/explainStack/ingressTree";
import { resourcesOf } from "../../../cli/explainStack/stackResources";
import { CommandError } from "../../../cli/report";
import { compare } from "../../../cli/review/compare";
import { toMarkdown } from "../../../cli/review/markdown";
import { afterPlan, asPlan } from "../../../cli/review/planned";
import { afterPreview, asPreview } from "../../../cli/review/previewed";
import { asState, type ReviewedState } from "../../../cli/review/reviewedState";
import { sideOf } from "../../../cli/review/side";
import { resolveOptions } from "../../../policy/options/options";
import { buildModel } from "../../../policy/stack/stack";
import {
  hostileValues,
  type Json,
  kindOf,
  otherTypes,
  placesIn,
  valueAt,
  withAt,
} from "../../support/fuzz/places";
import { dev, misconfigured, previewOf, stateOf } from "../review/sides";

const open = stateOf(misconfigured("path-second-alb-same-targets").after) as unknown as Json;
const closed = stateOf(dev());
const preview = previewOf(closed, stateOf(misconfigured("path-second-alb-same-targets").after)) as Json;
const plan: Json = {
  resourcePlans: Object.fromEntries(
    closed.deployment.resources.map(({ urn, inputs }) => [
      urn,
      { goal: { type: urn.split("::")[2] ?? "", inputDiff: { updates: inputs as Json } }, steps: ["update"] },
    ]),
  ),
};

const documents = { state: open, preview, plan };

/** One change of one document, by numbers that fast-check can shrink. */
export const documentChanges = fc.record({
  document: fc.constantFrom<keyof typeof documents>("state", "preview", "plan"),
  place: fc.nat({ max: 100_000 }),
  value: fc.nat({ max: hostileValues.length + 5 }),
});

type DocumentChange = typeof documentChanges extends fc.Arbitrary<infer T> ? T : never;

function changed({ document, place, value }: DocumentChange): { content: Json; isOfOtherType: boolean } {
  const content = documents[document];
  const paths = placesIn(content);
  const path = paths[place % paths.length] ?? [];
  const others = otherTypes(valueAt(content, path) ?? null);
  const other = others[value - hostileValues.length - 1];
  return {
    content: withAt(content, path, other ?? hostileValues[value]),
    // In place of what a command reads, and of nothing else.
    isOfOtherType: other !== undefined && kindOf(other) !== "null",
  };
}

const options = resolveOptions([]);

function explained(content: Json): string {
  const model = buildModel(resourcesOf(content));
  const tree = ingressTree(model);
  requireDocumentedTypes(model);
  return hasUnintended(tree) ? `open\n${toTree(tree)}\n${toMermaid(tree)}` : "closed";
}

function reviewed(content: Json): string {
  const before = asState(closed) as ReviewedState;
  const [state, steps, resourcePlans] = [asState(content), asPreview(content), asPlan(content)];
  const after =
    state ??
    (steps && afterPreview(before, steps)) ??
    (resourcePlans && afterPlan(before, resourcePlans)) ??
    undefined;
  if (after === undefined) {
    return "refused";
  }
  const sides = [sideOf(before, options), sideOf(after, options)] as const;
  const review = compare(...sides);
  sides.forEach(({ model }) => requireDocumentedTypes(model));
  return `${review.opens ? "open" : "closed"}\n${toMarkdown(review, false)}`;
}

/** What the commands answer: what they print, or "refused". Throws what is not an answer. */
export function answersTo(change: DocumentChange): { answers: string[]; isOfOtherType: boolean } {
  const { content, isOfOtherType } = changed(change);
  const commands = change.document === "state" ? [explained, reviewed] : [reviewed];
  const answers = commands.map((command) => {
    try {
      return command(content);
    } catch (error) {
      if (error instanceof CommandError && !error.message.includes("\n") && error.message.length < 1000) {
        return "refused";
      }
      throw error;
    }
  });
  return { answers, isOfOtherType };
}

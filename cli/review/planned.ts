/** Applies a plan to the state that it was made from. */
import * as z from "zod";
import { CommandError } from "../report";
import { checked, VALUES } from "../stack/exportedState";
import { created, updated } from "./previewed";
import { type ReviewedState, stateWith } from "./reviewedState";

/** What a plan says of resources, by URN. */
const RESOURCE_PLANS = z.record(
  z.string(),
  z.looseObject({
    goal: z
      .looseObject({
        type: z.string().min(1),
        custom: z.boolean().optional(),
        parent: z.string().optional(),
        inputDiff: z
          .looseObject({
            adds: VALUES.nullish(),
            deletes: z.array(z.string()).nullish(),
            updates: VALUES.nullish(),
          })
          .optional(),
        propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).optional(),
      })
      .nullish(),
    steps: z.array(z.string()).nullish(),
  }),
);

/** The file that `pulumi preview --save-plan` writes. */
interface Plan {
  readonly resourcePlans: z.infer<typeof RESOURCE_PLANS>;
}

/**
 * Reads the file that `pulumi preview --save-plan` writes; undefined for another document.
 *
 * @throws CommandError for a plan with a part that cannot be read
 */
export function asPlan(content: unknown): Plan | undefined {
  const { resourcePlans } = (content ?? {}) as { resourcePlans?: unknown };
  if (typeof resourcePlans !== "object" || resourcePlans === null) {
    return undefined;
  }
  return { resourcePlans: checked(RESOURCE_PLANS, resourcePlans, "resourcePlans", "plan") };
}

/**
 * Returns what a stack has after the update of a plan, which names every resource and how its arguments change.
 *
 * @throws CommandError if the plan changes a resource that the state does not have
 */
export function afterPlan(before: ReviewedState, { resourcePlans }: Plan): ReviewedState {
  const resources = new Map(before.deployment.resources.map((each) => [each.urn, each]));
  for (const [urn, { goal, steps }] of Object.entries(resourcePlans)) {
    const old = resources.get(urn);
    const has = (step: string): boolean => (steps ?? []).some((each) => each.includes(step));
    if (goal == null || (has("delete") && !has("replace"))) {
      resources.delete(urn);
      continue;
    }
    const { adds, deletes, updates } = goal.inputDiff ?? {};
    const kept = Object.entries(old?.inputs ?? {}).filter(([name]) => !(deletes ?? []).includes(name));
    const inputs = { ...Object.fromEntries(kept), ...adds, ...updates };
    const { type, custom, parent, propertyDependencies } = goal;
    const own = {
      inputs,
      ...(parent === undefined ? {} : { parent }),
      ...(propertyDependencies === undefined ? {} : { propertyDependencies }),
    };
    if (has("create") || has("replace") || has("import")) {
      resources.set(urn, created({ urn, type, ...(custom === undefined ? {} : { custom }), ...own }));
    } else if (old === undefined) {
      throw new CommandError(
        `the plan keeps ${urn}, which BEFORE does not have`,
        "export the state right before the plan: pulumi stack export",
      );
    } else if (has("update")) {
      resources.set(urn, updated(old, own, Object.keys({ ...adds, ...updates })));
    }
  }
  return stateWith([...resources.values()]);
}

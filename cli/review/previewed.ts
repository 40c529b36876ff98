/** Applies a preview to the state that it was made from. */
import * as z from "zod";
import { hiddenSecret } from "../explainStack/stackResources";
import { CommandError } from "../report";
import { checked, checkedResource } from "../stack/exportedState";
import { type ReviewedResource, type ReviewedState, stateWith, type Values } from "./reviewedState";

/** One step of `pulumi preview --json`. */
interface Step {
  readonly op: string;
  readonly urn: string;
  readonly newState?: ReviewedResource | null;
  readonly diffReasons?: readonly string[] | null;
}

/** The output of `pulumi preview --json`. */
interface Preview {
  readonly steps: readonly Step[];
  readonly diagnostics?: readonly { readonly severity?: string }[] | null;
}

/** Steps that create a resource, or one in place of another. */
const creating = [
  "create",
  "create-replacement",
  "replace",
  "import",
  "import-replacement",
  "read",
  "read-replacement",
];

/** Steps that end a resource. Those of a replacement are left to the step that creates the other one. */
const ending = ["delete", "discard", "read-discard", "remove-pending-replace"];

/** Steps that leave a resource as it is, or leave it to another step. */
const others = ["update", "same", "refresh", "diff", "delete-replaced", "discard-replaced"];

/** @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/ */
const STEP = z.looseObject({
  op: z.enum([...creating, ...ending, ...others]),
  urn: z.string().min(1),
  newState: z.unknown().optional(),
  diffReasons: z.array(z.string()).nullish(),
});

const DIAGNOSTICS = z.array(z.looseObject({ severity: z.string().optional() })).nullish();

/**
 * Reads the output of `pulumi preview --json`; undefined for another document.
 *
 * @throws CommandError for a preview with a step that cannot be read
 */
export function asPreview(content: unknown): Preview | undefined {
  const { steps, diagnostics } = (content ?? {}) as { steps?: unknown; diagnostics?: unknown };
  if (!Array.isArray(steps)) {
    return undefined;
  }
  checked(DIAGNOSTICS, diagnostics, "diagnostics", "preview");
  for (const [index, each] of steps.entries()) {
    const { op, newState } = checked(STEP, each, `steps[${index}]`, "preview");
    if (creating.includes(op) || (newState !== undefined && newState !== null)) {
      checkedResource(newState, `steps[${index}].newState`, "preview");
    }
  }
  return content as Preview;
}

/** Returns whether a preview ended in an error, so that steps may be missing. */
export function hasFailed({ diagnostics }: Preview): boolean {
  return (diagnostics ?? []).some(({ severity }) => severity === "error");
}

/**
 * Returns what a stack has after the update of a preview. A preview lists changes only; everything else stays as it is.
 *
 * @throws CommandError if the preview changes a resource that the state does not have
 */
export function afterPreview(before: ReviewedState, { steps }: Preview): ReviewedState {
  const resources = new Map(before.deployment.resources.map((each) => [each.urn, each]));
  for (const { op, urn, newState, diffReasons } of steps) {
    const old = resources.get(urn);
    if (ending.includes(op)) {
      resources.delete(urn);
    } else if (op === "update" || op === "same" || op === "refresh") {
      resources.set(
        urn,
        updated(requireOld(old, urn), op === "same" ? undefined : newState, diffReasons ?? []),
      );
    } else if (creating.includes(op) && newState != null) {
      resources.set(urn, created(newState));
    }
  }
  return stateWith([...resources.values()]);
}

function requireOld(old: ReviewedResource | undefined, urn: string): ReviewedResource {
  if (old === undefined) {
    throw new CommandError(
      `the preview keeps ${urn}, which BEFORE does not have`,
      "export the state right before the preview: pulumi stack export",
    );
  }
  return old;
}

/** Returns a resource that does not exist yet: what AWS gives it is not known. */
export function created(state: ReviewedResource): ReviewedResource {
  const inputs = unmasked(state.inputs ?? {}) as Values;
  const { urn, type, custom, parent, propertyDependencies } = state;
  return {
    urn,
    type,
    ...(custom === undefined ? {} : { custom }),
    ...(parent === undefined ? {} : { parent }),
    ...(propertyDependencies === undefined ? {} : { propertyDependencies }),
    inputs,
    outputs: inputs,
  };
}

/** Returns a resource with changed arguments; what AWS gave it stays. */
export function updated(
  old: ReviewedResource,
  state: Pick<ReviewedResource, "inputs" | "propertyDependencies" | "parent"> | null | undefined,
  changes: readonly string[],
): ReviewedResource {
  if (state?.inputs === undefined) {
    return old;
  }
  const inputs = unmasked(state.inputs) as Values;
  const removed = Object.keys(old.inputs ?? {}).filter((name) => !(name in inputs));
  const changed = Object.entries(inputs).filter(([name]) => !isEqual(old.inputs?.[name], inputs[name]));
  const kept = Object.entries(old.outputs ?? {}).filter(([name]) => !removed.includes(name));
  const { propertyDependencies = old.propertyDependencies, parent = old.parent } = state;
  return {
    ...old,
    ...(parent === undefined ? {} : { parent }),
    ...(propertyDependencies === undefined ? {} : { propertyDependencies }),
    inputs,
    outputs: Object.fromEntries([...kept, ...changed]),
    changes,
  };
}

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Marks masked secrets as a state does. */
function unmasked(value: unknown): unknown {
  if (value === "[secret]") {
    return hiddenSecret;
  }
  if (Array.isArray(value)) {
    return value.map(unmasked);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unmasked(each)]))
    : value;
}
